import { isObject } from '../protocol/json.js';
import { findSchema } from './registry.js';
import type { Dispatch } from './jsonSchema.js';
import { fieldOf } from './path.js';

export const DISPATCH = 'edge:dispatch';

export function isDispatch(value: unknown): value is Dispatch {
  return isObject(value) && typeof value['to'] === 'string';
}

/** Id of the schema that a value is checked against. */
export function dispatchTarget({ on, to, otherwise = to }: Dispatch, value: unknown): string {
  if (on === undefined) return to;
  const kind = fieldOf(value, on);
  if (typeof kind !== 'string') return otherwise;
  return findSchema(to + kind) === undefined ? otherwise : to + kind;
}
