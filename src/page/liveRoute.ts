/** To Adobe, or what stands for it, through a proxy where there is one. */

import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import type { EdgeRequest, EdgeRoute } from './edgeRoute.js';
import { withoutHops } from './hopHeaders.js';
import { isLoopback } from './hostPolicy.js';
import { Passage } from './passage.js';
import { goesThrough, proxyAuthorization, type UpstreamProxy } from './upstreamProxy.js';

/** An answer that has not begun by then never comes; the browser itself would wait longer. */
const ANSWER_TIMEOUT_MS = 60_000;
const TIMEOUTS = { headersTimeout: ANSWER_TIMEOUT_MS, bodyTimeout: ANSWER_TIMEOUT_MS };

/**
 * Its connections are kept for as long as it lives, which should be as long as the process.
 *
 * @param edgeUrl origin of the Edge Network. One on this machine stands for all of the Edge Network's hosts.
 */
export function openLiveRoute(edgeUrl: string): EdgeRoute {
  const direct = new Agent(TIMEOUTS);
  const indirect = new Map<string, ProxyAgent>();
  const isStandIn = isLoopback(new URL(edgeUrl).hostname);

  const through = (proxy: UpstreamProxy) => {
    const agent = indirect.get(proxy.url) ?? new ProxyAgent({ ...TIMEOUTS, uri: proxy.url, ...tokenOf(proxy) });
    indirect.set(proxy.url, agent);
    return agent;
  };
  const wayTo = (host: string, proxy: UpstreamProxy | undefined): { origin: string; dispatcher: Dispatcher } => {
    if (isStandIn) return { origin: edgeUrl, dispatcher: direct };
    const origin = `https://${host}`;
    return { origin, dispatcher: goesThrough(proxy, new URL(origin).hostname) ? through(proxy) : direct };
  };
  return {
    answer(request, response) {
      const { message, path, proxy } = request;
      const { origin, dispatcher } = wayTo(message.headers.host ?? '', proxy);
      return pass({ origin, path, method: message.method ?? 'GET', ...contentOf(request) }, dispatcher, response);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([direct, ...indirect.values()].map((agent) => agent.destroy()));
    },
  };
}

function pass(onward: Dispatcher.DispatchOptions, dispatcher: Dispatcher, response: ServerResponse) {
  const passage = new Passage(response);
  dispatcher.dispatch(onward, passage);
  return passage.answer;
}

/** The length of what is not whole yet is that which the browser announced, if it did. */
function contentOf({ message, body, isWhole, headers: added }: EdgeRequest) {
  const headers = { ...withoutHops(message.headers), ...added };
  // Browsers take zstd too, which the record could not be read from.
  if (headers['accept-encoding'] !== undefined) headers['accept-encoding'] = 'gzip, deflate, br';
  if (!isWhole) return { headers, body: Readable.from(rest(body, message)) };
  delete headers['content-length'];
  return { headers, body };
}

async function* rest(begun: Buffer, message: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield begun;
  yield* message;
}

function tokenOf({ credentials }: UpstreamProxy): { token?: string } {
  const token = proxyAuthorization(credentials)['proxy-authorization'];
  return token === undefined ? {} : { token };
}
