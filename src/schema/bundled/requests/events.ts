/** Requests that carry events: interact and collect. */

import type { JsonSchema } from '../../jsonSchema.js';
import { filledListOf, object } from '../shapes.js';
import { xdm } from '../identityMap.js';
import { event } from './event.js';
import { requestMeta } from './meta.js';
import { query } from './query.js';

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
