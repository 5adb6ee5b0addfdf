/**
 * A schema in the format that was asked for, made from the one that the file holds.
 *
 * A file that is fully resolved cannot be turned back into what it was composed of, nor the other way round: that is
 * refused rather than guessed.
 */

import { isObject, type JsonObject } from '../../protocol/json.js';
import { withDeprecatedFields, type LookupFormat } from '../../protocol/schemaRegistry.js';
import { RegistryRefusal } from './refusal.js';
import type { XdmSchema } from './schemas.js';

const makers: Readonly<Record<LookupFormat, (schema: XdmSchema) => JsonObject>> = {
  xed: (schema) => raw(schema),
  'xed-notext': (schema) => withoutText(raw(schema)),
  'xed-full': (schema) => withoutDescriptors(full(schema)),
  'xed-full-notext': (schema) => withoutText(withoutDescriptors(full(schema))),
  'xed-full-desc': (schema) => full(schema),
  'xed-deprecatefield': (schema) => withoutDescriptors(withDeprecatedFields(full(schema))),
};

/** @throws RegistryRefusal 406 for a format that cannot be made of the file. */
export function inFormat(schema: XdmSchema, format: LookupFormat): JsonObject {
  return makers[format](schema);
}

function raw(schema: XdmSchema): XdmSchema {
  if (isResolved(schema)) throw unavailable(schema, 'holds it with $ref and allOf resolved');
  return schema;
}

function full(schema: XdmSchema): XdmSchema {
  if (!isResolved(schema)) throw unavailable(schema, 'holds it with $ref and allOf, and not what they refer to');
  return schema;
}

/** Every schema is composed of a class and field groups, so that an unresolved one always has `allOf`. */
function isResolved(schema: XdmSchema): boolean {
  return schema['allOf'] === undefined;
}

/** @see https://developer.adobe.com/experience-platform-apis/references/schema-registry/ for the status */
function unavailable({ $id }: XdmSchema, reason: string): RegistryRefusal {
  const detail = `The specified Accept format is not available for ${$id}: the emulator's file ${reason}.`;
  return new RegistryRefusal({ status: 406, title: 'Invalid Accept format' }, detail);
}

function withoutDescriptors(schema: JsonObject): JsonObject {
  return without(schema, ['meta:descriptors']);
}

/** Titles and descriptions of the schema and of every field; a field that is called `title` stays. */
function withoutText(schema: JsonObject): JsonObject {
  const stripped = without(schema, ['title', 'description']);
  for (const [keyword, value] of Object.entries(stripped)) {
    if (['properties', 'definitions'].includes(keyword) && isObject(value)) {
      stripped[keyword] = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, textless(field)]));
    } else if (['items', 'additionalProperties'].includes(keyword)) stripped[keyword] = textless(value);
    else if (keyword === 'allOf' && Array.isArray(value)) stripped[keyword] = value.map(textless);
  }
  return stripped;
}

function without(schema: JsonObject, keywords: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
}

function textless(value: unknown): unknown {
  return isObject(value) ? withoutText(value) : value;
}
