/** Where what pages send to the Edge Network really goes: to the emulator, or to Adobe, through a proxy where there is one. */

import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import { isLoopback } from './hostPolicy.js';
import { goesThrough, proxyAuthorization, type UpstreamProxy } from './upstreamProxy.js';

export interface EdgeRoute extends AsyncDisposable {
  /** @param host as the page called it, with its port. */
  to(host: string, proxy: UpstreamProxy | undefined): { origin: string; dispatcher: Dispatcher };
}

export interface EdgeRouteOptions {
  target: 'emulator' | 'live';
  /** Origin of the emulator, or of the Edge Network. On this machine it stands for all of the Edge Network's hosts. */
  edgeUrl: string;
}

/** An answer that has not begun by then never comes; the browser itself would wait longer. */
const ANSWER_TIMEOUT_MS = 60_000;
const TIMEOUTS = { headersTimeout: ANSWER_TIMEOUT_MS, bodyTimeout: ANSWER_TIMEOUT_MS };

/** Its connections are kept for as long as it lives, which should be as long as the process. */
export function openEdgeRoute({ target, edgeUrl }: EdgeRouteOptions): EdgeRoute {
  const direct = new Agent(TIMEOUTS);
  const indirect = new Map<string, ProxyAgent>();
  const isStandIn = target === 'emulator' || isLoopback(new URL(edgeUrl).hostname);

  const through = (proxy: UpstreamProxy) => {
    const agent = indirect.get(proxy.url) ?? new ProxyAgent({ ...TIMEOUTS, uri: proxy.url, ...tokenOf(proxy) });
    indirect.set(proxy.url, agent);
    return agent;
  };
  return {
    to(host, proxy) {
      if (isStandIn) return { origin: edgeUrl, dispatcher: direct };
      const origin = `https://${host}`;
      const isIndirect = goesThrough(proxy, new URL(origin).hostname);
      return { origin, dispatcher: isIndirect ? through(proxy) : direct };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([direct, ...indirect.values()].map((agent) => agent.destroy()));
    },
  };
}

function tokenOf({ credentials }: UpstreamProxy): { token?: string } {
  const token = proxyAuthorization(credentials)['proxy-authorization'];
  return token === undefined ? {} : { token };
}
