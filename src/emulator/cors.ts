/**
 * Cross-origin headers. The Web SDK sends its requests with credentials, so `*` would be refused by the browser: the
 * exact origin is named, on errors and on empty answers too.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */

import { emptyAnswer, headerOf, type WireAnswer, type WireRequest } from './wire.js';

/** What scripts read: the Web SDK takes its region from `x-adobe-edge` and its patience from `retry-after`. */
const EXPOSED_HEADERS = 'x-request-id, x-adobe-edge, x-konductor, retry-after';

const USUAL_HEADERS = 'content-type, authorization, x-api-key, x-gw-ims-org-id, x-request-id';

/** Those that a route gave stay: an answer that a page may not read is what a test of its failures needs. */
export function allowOrigin(request: WireRequest, answer: WireAnswer): void {
  const origin = headerOf(request, 'origin');
  answer.headers['vary'] = 'Origin';
  if (origin === undefined) return;
  answer.headers['access-control-allow-origin'] ??= origin;
  answer.headers['access-control-allow-credentials'] ??= 'true';
  answer.headers['access-control-expose-headers'] ??= EXPOSED_HEADERS;
}

/** `OPTIONS` is how a browser asks before it sends JSON or headers of its own. */
export function answerPreflight(request: WireRequest): WireAnswer {
  const answer = emptyAnswer(204);
  answer.headers['access-control-allow-methods'] = 'GET, POST, OPTIONS';
  answer.headers['access-control-allow-headers'] = headerOf(request, 'access-control-request-headers') ?? USUAL_HEADERS;
  return answer;
}
