/** An XDM schema as one JSON Schema without references, in the names of the wire. */

import { isObject, type JsonObject } from '../../protocol/json.js';
import type { XdmField } from './field.js';
import type { Part } from './parts.js';
import type { XdmSchema } from './schema.js';

/** What is said of a value itself; where several parts say it, the first one counts. */
const keywords = [
  'title',
  'description',
  'type',
  'format',
  'pattern',
  'enum',
  'const',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'meta:enum',
  'meta:status',
  'meta:xdmType',
];

/** A part that refers back to itself ends there, as an object with any fields. */
export function flatSchema(schema: XdmSchema): JsonObject {
  return { $schema: 'http://json-schema.org/draft-06/schema#', ...flat(schema.root('wire'), []) };
}

function flat(field: XdmField, above: readonly JsonObject[]): JsonObject {
  const own = field.parts.map(({ schema }) => schema).filter((schema) => isObject(schema['properties']));
  if (own.some((schema) => above.includes(schema))) return { type: 'object' };
  const inside = [...above, ...own];
  const binding = field.parts.filter(({ isBranch }) => !isBranch);
  const { items, values, fieldNames } = field;
  const properties = fieldNames.map((name) => {
    // A field of which nothing is said: `true`.
    const child = field.field(name);
    return [name, child === undefined ? {} : flat(child, inside)];
  });
  return {
    ...said(binding),
    ...alternativeTypes(field.parts),
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...required(binding),
    ...patterns(field.parts),
    ...(items !== undefined && { items: flat(items, inside) }),
    ...(values !== undefined && { additionalProperties: flat(values, inside) }),
    ...(values === undefined && field.others !== 'unsaid' && { additionalProperties: field.others === 'open' }),
  };
}

function said(parts: readonly Part[]): JsonObject {
  const found: JsonObject = {};
  for (const keyword of keywords) {
    const part = parts.find(({ schema }) => keyword in schema);
    if (part !== undefined) found[keyword] = part.schema[keyword];
  }
  return found;
}

function required(parts: readonly Part[]): JsonObject {
  const names = parts.flatMap(({ schema }) =>
    Array.isArray(schema['required']) ? schema['required'].map(String) : [],
  );
  return names.length === 0 ? {} : { required: [...new Set(names)] };
}

/** Of a value that may be one thing or another, which ones; nothing where that is said of all. */
function alternativeTypes(parts: readonly Part[]): JsonObject {
  if (parts.some(({ schema, isBranch }) => !isBranch && 'type' in schema)) return {};
  const types = new Set(parts.flatMap(({ schema }): unknown[] => [schema['type']].flat()));
  types.delete(undefined);
  return types.size === 0 ? {} : { type: types.size === 1 ? [...types][0] : [...types] };
}

/** Names that fit are fields, whatever they hold. */
function patterns(parts: readonly Part[]): JsonObject {
  const names = parts.flatMap(({ schema }) =>
    isObject(schema['patternProperties']) ? Object.keys(schema['patternProperties']) : [],
  );
  return names.length === 0 ? {} : { patternProperties: Object.fromEntries(names.map((name) => [name, {}])) };
}
