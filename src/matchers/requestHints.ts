/** What the request says about why its answer lacks a handle. Says nothing of a request that was refused. */

import type { EndpointName } from '../protocol/endpoints.js';
import type { EdgeResponse } from '../edge/response.js';
import { isObject, parseObject } from '../protocol/json.js';

/** Those whose answers hold identities when asked for them. */
const identityEndpoints: readonly (EndpointName | undefined)[] = ['interact', 'set-consent', 'identity-acquire'];

/** `collect` stores events and answers without handles. */
export function collectHint({ request, status, handle }: EdgeResponse): string | undefined {
  if (request.endpoint !== 'collect' || status >= 300 || handle.length > 0) return undefined;
  return 'collect answers without handles: send the event with edge.interact() to get some.';
}

/** The Edge Network returns identities of those namespaces only that `query.identity.fetch` names. */
export function identityFetchHint({ request, status }: EdgeResponse, namespace?: string): string | undefined {
  if (!identityEndpoints.includes(request.endpoint) || status >= 300) return undefined;
  const body = parseObject(request.body);
  if (body === undefined) return undefined;
  const fetched = fetchedNamespaces(body);
  if (fetched === undefined) {
    const query = `{ query: { identity: { fetch: ['${namespace ?? 'ECID'}'] } } }`;
    return `The request did not ask for identities: pass ${query} with the call.`;
  }
  if (namespace === undefined || fetched.includes(namespace)) return undefined;
  return `query.identity.fetch of the request asks for ${JSON.stringify(fetched)}, not for "${namespace}".`;
}

/** Of the request, or of one of its events: both places occur. */
function fetchedNamespaces(body: Record<string, unknown>): unknown[] | undefined {
  const events = Array.isArray(body['events']) ? (body['events'] as unknown[]) : [body['event']];
  for (const holder of [body, ...events]) {
    const query = isObject(holder) ? holder['query'] : undefined;
    const identity = isObject(query) ? query['identity'] : undefined;
    const fetch = isObject(identity) ? identity['fetch'] : undefined;
    if (Array.isArray(fetch)) return fetch;
  }
  return undefined;
}
