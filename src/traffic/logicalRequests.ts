/** Transmissions that are one request: what a page or a spec meant to send once, and what a retry sent again. */

import type { EdgeCall } from './call.js';

export interface LogicalRequest {
  /** As the client sent it; undefined for a call without one. */
  requestId: string | undefined;
  /** Its transmissions, oldest first; at least one. */
  calls: EdgeCall[];
}

/**
 * The Web SDK sends a retry, and what it sends by fetch because a beacon was refused, under the same request id. The
 * client of the specs may send without one, and says which call it repeats.
 *
 * @see https://github.com/adobe/alloy, packages/core/src/core/network
 */
export function logicalRequests(calls: readonly EdgeCall[]): LogicalRequest[] {
  const requests = new Map<string, LogicalRequest>();
  for (const call of calls) {
    const { requestId } = call.request;
    const key = call.page === undefined || requestId === undefined ? `#${call.retryOf ?? call.sequence}` : requestId;
    const known = requests.get(key);
    if (known === undefined) requests.set(key, { requestId, calls: [call] });
    else known.calls.push(call);
  }
  return [...requests.values()];
}
