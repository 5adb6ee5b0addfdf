/** One event of a request. */

import type { JsonSchema } from '../../jsonSchema.js';
import { freeObject, object, choiceOf, text } from '../shapes.js';
import { xdm } from '../identityMap.js';
import { query } from './query.js';

export function event(): JsonSchema {
  return object({
    xdm: xdm(),
    // The reference types it as a map of texts; every example and every SDK sends any JSON.
    data: freeObject,
    query: query(),
    meta: object({ collect: object({ datasetId: text }), consent: object({ state: choiceOf('in', 'out', 'pending') }) }),
  });
}
