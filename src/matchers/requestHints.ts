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

/** What a service may be asked for unless its datastream says otherwise; anything else it refuses with EXEG-0303-200. */
const fetchable = ['ECID', 'CORE'];

/** The Edge Network returns identities of those namespaces only that `query.identity.fetch` names and that may be fetched. */
export function identityFetchHint(response: EdgeResponse, namespace = 'ECID'): string | undefined {
  const { request, status } = response;
  if (!identityEndpoints.includes(request.endpoint) || status >= 300) return undefined;
  const body = parseObject(request.body);
  if (body === undefined) return undefined;
  const fetched = fetchedNamespaces(body);
  if (fetched?.includes(namespace)) return undefined;
  if (!fetchable.includes(namespace)) {
    return `An answer names only identities that may be fetched, as a rule ${fetchable.join(' and ')}; what was sent of the others stands in the identityMap of the request.`;
  }
  if (fetched !== undefined) {
    return `query.identity.fetch of the request asks for ${JSON.stringify(fetched)}, not for "${namespace}".`;
  }
  if (response.handle.length === 0 && !hasState(body)) {
    // A problem may be why, and has its own hint.
    const { errors, warnings } = response;
    return errors.length + warnings.length > 0
      ? undefined
      : 'The answer holds no handles at all, not even the identity state that a new visitor gets: the datastream answers no identities.';
  }
  return `The request did not ask for identities: pass { query: { identity: { fetch: ['${namespace}'] } } } with the call.`;
}

/** Whether the visitor was known already, so that the answer need not repeat who it is. */
function hasState({ meta }: Record<string, unknown>): boolean {
  const state = isObject(meta) ? meta['state'] : undefined;
  const entries = isObject(state) ? state['entries'] : undefined;
  return Array.isArray(entries) && entries.length > 0;
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
