/** What in a schema is not checked, or has no effect: its author may believe otherwise. */

import type { JsonObject } from '../../protocol/json.js';
import { isKnownFormat } from '../engine.js';
import { allFields } from './allFields.js';
import type { XdmField } from './field.js';
import { isStandardName } from './names.js';
import { patternFault } from './patterns.js';
import { requireXdmSchema } from './registered.js';
import type { XdmSchema } from './schema.js';

export interface SchemaNote {
  /** Field that it is about, as an event has it; empty for the event itself. */
  path: string;
  /** Sentence without its end: `the pattern "(?i)a" is not checked: it is …`. */
  text: string;
}

/** Keywords that describe, or that belong to what the registry keeps of a resource. */
const DESCRIBING =
  /^(?:meta:.*|\$id|\$schema|\$ref|\$comment|title|description|examples?|default|definitions|readOnly|imsOrg|version|isRequired)$/;

/** Keywords that are checked, or gone along. */
const CHECKED = new Set(
  (
    'type enum const format pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf ' +
    'minItems maxItems uniqueItems minProperties maxProperties required properties patternProperties additionalProperties ' +
    'items additionalItems allOf anyOf oneOf not if then else contains propertyNames dependencies'
  ).split(' '),
);

/**
 * What in a schema is not checked, or has no effect: patterns that only Java runs, unknown formats, keywords that are none.
 *
 * @param schema `$id`, `meta:altId` or title of a registered schema, or a schema.
 * @throws EdgeUsageError `EDGE_SCHEMA_UNKNOWN`
 */
export function xdmSchemaNotes(schema: string | object): SchemaNote[] {
  return schemaNotes(requireXdmSchema(schema));
}

/** Each note once, at the first field that it is about. Goes through the whole schema: not for every event. */
export function schemaNotes(schema: XdmSchema): SchemaNote[] {
  const notes = new Map<string, SchemaNote>();
  const seen = new Set<JsonObject>();
  for (const { path, field } of allFields(schema.root('wire'))) {
    for (const text of fieldNotes(field, seen)) {
      if (!notes.has(text)) notes.set(text, { path, text });
    }
  }
  return [...notes.values()];
}

function fieldNotes(field: XdmField, seen: Set<JsonObject>): string[] {
  return field.parts.flatMap(({ schema }) => {
    if (seen.has(schema)) return [];
    seen.add(schema);
    return [...uncheckedPattern(schema), ...unknownFormat(schema), ...strayKeywords(schema), ...idleRequired(schema)];
  });
}

function uncheckedPattern({ pattern }: JsonObject): string[] {
  const fault = typeof pattern === 'string' ? patternFault(pattern) : undefined;
  return fault === undefined ? [] : [`the pattern ${JSON.stringify(pattern)} is not checked: ${fault}`];
}

function unknownFormat({ format }: JsonObject): string[] {
  return typeof format !== 'string' || isKnownFormat(format)
    ? []
    : [`the format "${format}" is not known and not checked`];
}

function strayKeywords(schema: JsonObject): string[] {
  const stray = Object.keys(schema).filter((keyword) => !CHECKED.has(keyword) && !DESCRIBING.test(keyword));
  return stray.map((keyword) =>
    isStandardName(keyword)
      ? `"${keyword}" stands beside "properties" instead of in it, and describes nothing`
      : `"${keyword}" is no keyword, and has no effect`,
  );
}

/** `required: true` of older drafts, and fields that are required of a text. */
function idleRequired({ required, type }: JsonObject): string[] {
  if (required === undefined) return [];
  if (!Array.isArray(required)) return ['"required" is no list of names, and has no effect'];
  const isObjectType = type === undefined || type === 'object' || (Array.isArray(type) && type.includes('object'));
  return isObjectType || required.length === 0 ? [] : [`"required" has no effect on ${JSON.stringify(type)}`];
}
