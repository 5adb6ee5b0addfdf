/**
 * Tells keywords that only describe from mistyped ones.
 *
 * Exports of Adobe's schema registry are full of `meta:xdmType` and the like. ajv's strict mode refuses every keyword
 * that it does not know, which is worth keeping: `requried` would otherwise check nothing.
 */

import type { JsonObject } from '../protocol/json.js';
import { editDistance } from './nearest.js';
import { allSubschemas } from './subschemas.js';

export interface Vocabulary {
  /** Names that are no keywords of JSON Schema and look like none. */
  keywords: string[];
  /** Values of `format`, known or not. */
  formats: string[];
}

export function vocabularyOf(schema: JsonObject, isKeyword: (name: string) => boolean): Vocabulary {
  const keywords = new Set<string>();
  const formats = new Set<string>();
  for (const part of allSubschemas(schema)) {
    for (const name of Object.keys(part)) if (!isKeyword(name) && !looksMistyped(name)) keywords.add(name);
    if (typeof part['format'] === 'string') formats.add(part['format']);
  }
  return { keywords: [...keywords], formats: [...formats] };
}

/** Keywords that check something: a schema in which one is mistyped is weaker than its author believes. */
const checkingKeywords = [
  ...['type', 'enum', 'const', 'required', 'properties', 'patternProperties', 'additionalProperties', 'propertyNames'],
  ...['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems', 'minLength', 'maxLength', 'pattern'],
  ...['format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minProperties'],
  ...['maxProperties', 'allOf', 'anyOf', 'oneOf', 'dependentRequired', 'dependencies', '$ref'],
];

function looksMistyped(name: string): boolean {
  const allowed = name.length > 5 ? 2 : 1;
  return !name.includes(':') && checkingKeywords.some((keyword) => editDistance(name, keyword) <= allowed);
}
