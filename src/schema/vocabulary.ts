/**
 * Tells keywords that only describe from mistyped ones.
 *
 * Exports of Adobe's schema registry are full of `meta:xdmType` and the like. ajv's strict mode refuses every keyword
 * that it does not know, which is worth keeping: `requried` would otherwise check nothing.
 */

import { isObject, type JsonObject } from '../protocol/json.js';
import { closest } from '../spelling.js';

export interface Vocabulary {
  /** Names that are no keywords of JSON Schema and look like none. */
  keywords: string[];
  /** Values of `format`, known or not. */
  formats: string[];
}

/** What ajv knows. */
export interface KnownKeywords {
  /** Every keyword, those included that only describe. */
  keywords: Record<string, unknown>;
  /** Keywords that check something: mistyped, they make a schema weaker than its author believes. */
  all: Record<string, unknown>;
}

/** @param isForeign whether the schema is somebody else's, in which nothing can be mended: all unknown keywords only describe. */
export function vocabularyOf(schema: JsonObject, known: KnownKeywords, isForeign: boolean): Vocabulary {
  const checking = isForeign ? [] : Object.keys(known.all);
  const keywords = new Set<string>();
  const formats = new Set<string>();
  for (const part of allSubschemas(schema)) {
    for (const name of Object.keys(part)) {
      if (!Object.hasOwn(known.keywords, name) && !looksMistyped(name, checking)) keywords.add(name);
    }
    if (typeof part['format'] === 'string') formats.add(part['format']);
  }
  return { keywords: [...keywords], formats: [...formats] };
}

function looksMistyped(name: string, checking: readonly string[]): boolean {
  return !name.includes(':') && closest(name, checking) !== undefined;
}

/** Keywords that hold one schema, or a list of them. */
const schemaKeywords = [
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  'contains',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
];

/** Keywords that hold schemas by name. `dependencies` may hold lists of field names too. */
const mapKeywords = ['properties', 'patternProperties', 'definitions', '$defs', 'dependentSchemas', 'dependencies'];

/** The schemas directly inside one. */
function subschemas(schema: JsonObject): JsonObject[] {
  const listed = schemaKeywords.flatMap((keyword) => schema[keyword]);
  const named = mapKeywords.flatMap((keyword) => {
    const map = schema[keyword];
    return isObject(map) ? Object.values(map) : [];
  });
  return [...listed, ...named].filter(isObject);
}

/** A schema and every schema inside it. */
function* allSubschemas(schema: JsonObject): Generator<JsonObject> {
  yield schema;
  for (const part of subschemas(schema)) yield* allSubschemas(part);
}
