/** A plain request to a host that is not the Edge Network's, as any proxy passes it on. */

import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { proxyRefused, proxyUnreachable } from './failureText.js';
import { goesThrough, proxyAuthorization, requestTo, type UpstreamProxy } from './upstreamProxy.js';

/** @throws ProxyError, or what ended the connection to the host, when no answer came. */
export async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  proxy: UpstreamProxy | undefined,
): Promise<void> {
  const address = addressOf(request);
  const way = goesThrough(proxy, new URL(address).hostname) ? proxy : undefined;
  const target = way?.url ?? address;
  const onward = requestTo(target)(target, {
    method: request.method,
    headers: headersFor(request, way),
    ...(way !== undefined && { path: address }),
  });
  response.once('close', () => onward.destroy());
  await new Promise<void>((resolve, reject) => {
    onward.once('response', (answer) => {
      const status = answer.statusCode ?? 502;
      // Passed on, it would have the browser ask its user for what this proxy here wants to know.
      if (way !== undefined && status === 407) {
        answer.resume();
        reject(proxyRefused(way.url, status, request.method ?? 'GET'));
        return;
      }
      response.writeHead(status, answer.rawHeaders);
      pipeline(answer, response, () => resolve());
    });
    // A browser that went away ended it, and nothing is amiss.
    onward.once('error', (error) => {
      if (response.destroyed) resolve();
      else reject(way === undefined ? error : proxyUnreachable(way.url, error));
    });
    pipeline(request, onward, () => {});
  });
}

/** Whole to a proxy, the path only to a server. */
function addressOf({ url = '/', headers }: IncomingMessage): string {
  return url.startsWith('/') ? `http://${headers.host ?? ''}${url}` : url;
}

function headersFor({ headers }: IncomingMessage, proxy: UpstreamProxy | undefined): OutgoingHttpHeaders {
  const { 'proxy-connection': _, ...sent } = headers;
  return proxy === undefined ? sent : { ...sent, ...proxyAuthorization(proxy.credentials) };
}
