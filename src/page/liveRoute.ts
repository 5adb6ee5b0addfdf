/** To Adobe, or what stands for it, through a proxy where there is one. */

import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import type { EdgeRequest, EdgeRoute } from './edgeRoute.js';
import { withoutHops } from './hopHeaders.js';
import { isLoopback } from './hostPolicy.js';
import { Passage } from './passage.js';
import { openTunnel, type UpstreamProxy } from './upstreamProxy.js';

/** As long as `edge` waits for an answer: a page is to be told of it, and its test to fail, while there is still time. */
const ANSWER_TIMEOUT_MS = 15_000;

/**
 * Its connections are kept for as long as it lives, which should be as long as the process.
 *
 * @param edgeUrl origin of the Edge Network. One on this machine stands for all of the Edge Network's hosts.
 */
export function openLiveRoute(edgeUrl: string, answerTimeoutMs: number = ANSWER_TIMEOUT_MS): EdgeRoute {
  const timeouts = { headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs };
  const direct = new Agent(timeouts);
  const indirect = new Map<string, Agent>();
  const isStandIn = isLoopback(new URL(edgeUrl).hostname);

  const through = (proxy: UpstreamProxy) => {
    const key = JSON.stringify(proxy);
    const agent = indirect.get(key) ?? new Agent({ ...timeouts, connect: connectorThrough(proxy) });
    indirect.set(key, agent);
    return agent;
  };
  const wayTo = (host: string, proxy: UpstreamProxy | undefined): { origin: string; dispatcher: Dispatcher } => {
    if (isStandIn) return { origin: edgeUrl, dispatcher: direct };
    return { origin: `https://${host}`, dispatcher: proxy === undefined ? direct : through(proxy) };
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

/** Not undici's own `ProxyAgent`, which does not say what a proxy had against it. */
function connectorThrough(proxy: UpstreamProxy): buildConnector.connector {
  const secure = buildConnector({});
  return (options, callback) => {
    openTunnel({ host: options.hostname, port: Number(options.port) || 443 }, proxy).then(
      (httpSocket) => secure({ ...options, httpSocket }, callback),
      (error: Error) => callback(error, null),
    );
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
