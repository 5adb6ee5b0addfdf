/** Which keywords of a JSON Schema hold schemas: every walk over a schema starts here. */

import { isObject, type JsonObject } from '../protocol/json.js';

/** Hold one schema, or a list of them, about the same value. */
export const inPlaceKeywords = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'] as const;

/** Hold one schema, or a list of them, about a part of the value. */
const partKeywords = [
  'items',
  'prefixItems',
  'additionalItems',
  'contains',
  'additionalProperties',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;

/** Hold schemas by name. `dependencies` may hold lists of field names too. */
const mapKeywords = [
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'dependentSchemas',
  'dependencies',
] as const;

/** The schemas directly inside one. */
export function subschemas(schema: JsonObject): JsonObject[] {
  const listed = [...inPlaceKeywords, ...partKeywords].flatMap((keyword) => schema[keyword]);
  const named = mapKeywords.flatMap((keyword) => {
    const map = schema[keyword];
    return isObject(map) ? Object.values(map) : [];
  });
  return [...listed, ...named].filter(isObject);
}

/** A schema and every schema inside it. */
export function* allSubschemas(schema: JsonObject): Generator<JsonObject> {
  yield schema;
  for (const part of subschemas(schema)) yield* allSubschemas(part);
}
