/** Follows a `$ref`. */

import { isObject, type JsonObject } from '../protocol/json.js';
import { placeAt } from './path.js';
import { findSchema } from './registry.js';

/** A schema and where it stands. */
export interface Located {
  schema: JsonObject;
  /** The whole schema that it is a part of: where `#/definitions/…` points into. */
  document: JsonObject;
  /** Id of the document. */
  id: string;
}

/** None when the reference leads nowhere that is known. */
export function resolveReference({ document, id }: Omit<Located, 'schema'>, reference: string): Located[] {
  const [target = '', fragment = ''] = reference.split('#', 2);
  const base = typeof document['$id'] === 'string' ? document['$id'] : '';
  const absolute = absoluteId(target, base);
  const isHere = target === '' || absolute === base;
  const found = isHere ? document : findSchema(absolute);
  if (found === undefined) return [];
  const schema = fragment === '' ? found : placeAt(found, decodeURIComponent(fragment)).value;
  return isObject(schema) ? [{ schema, document: found, id: isHere ? id : absolute }] : [];
}

function absoluteId(target: string, base: string): string {
  return URL.canParse(target, base) && !URL.canParse(target) ? new URL(target, base).href : target;
}
