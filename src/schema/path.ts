/** Where a fault is: as a reader would write it in code, from the JSON pointer that ajv gives. */

import { joinPath } from '../protocol/json.js';

export interface Place {
  path: string;
  /** What stands there; undefined when nothing does. */
  value: unknown;
}

/** Follows a JSON pointer (RFC 6901). Whether `0` is an index or a field only the value can tell. */
export function placeAt(root: unknown, pointer: string): Place {
  let place: Place = { path: '', value: root };
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    place = {
      path: joinPath(place.path, Array.isArray(place.value) ? Number(key) : key),
      value: fieldOf(place.value, key),
    };
  }
  return place;
}

/** An own field of a value; undefined for what it inherits, such as `constructor`. */
export function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const found: unknown = Reflect.get(value, key);
  return found;
}
