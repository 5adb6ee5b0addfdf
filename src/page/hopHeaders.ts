import type { IncomingHttpHeaders } from 'node:http';

/** Of one connection only: written anew for the next one. */
const HOP_HEADERS = new Set([
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * What of a message's headers goes on with it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-connection
 */
export function withoutHops(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept: IncomingHttpHeaders = {};
  for (const name in headers) if (!HOP_HEADERS.has(name)) kept[name] = headers[name];
  return kept;
}
