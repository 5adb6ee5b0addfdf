/** Requests that report events or ask for identities: interact, collect, identity acquire. */

import type { JsonSchema } from '../jsonSchema.js';
import { identityQuery, query, requestMeta, xdm } from './requestParts.js';
import { choiceOf, filledListOf, freeObject, object, text } from './shapes.js';

export function interactRequest(): JsonSchema {
  return {
    title: 'Interact request',
    description: 'Body of POST /v2/interact: one event.',
    ...object({ event: event(), query: query(), meta: requestMeta() }, ['event']),
  };
}

export function interactV1Request(): JsonSchema {
  return {
    title: 'Interact request, version 1',
    description: 'Body of POST /v1/interact, as browsers and mobile apps send it: events with a common context.',
    ...batch(),
  };
}

export function collectRequest(): JsonSchema {
  return {
    title: 'Collect request',
    description: 'Body of POST /v2/collect and /v1/collect: events that may belong to different visitors.',
    ...batch(),
  };
}

function batch(): JsonSchema {
  return object({ events: filledListOf(event()), xdm: xdm(), query: query(), meta: requestMeta() }, ['events']);
}

export function identityAcquireRequest(): JsonSchema {
  return {
    title: 'Identity acquire request',
    description: 'Body of POST /v1/identity/acquire: which identities of the visitor to answer with.',
    ...object({ xdm: xdm(), query: object({ identity: identityQuery() }), meta: requestMeta() }),
  };
}

/** One event of a request. */
function event(): JsonSchema {
  return object({
    xdm: xdm(),
    // The reference types it as a map of texts; every example and every SDK sends any JSON.
    data: freeObject,
    query: query(),
    meta: object({
      collect: object({ datasetId: text }),
      consent: object({ state: choiceOf('in', 'out', 'pending') }),
    }),
  });
}
