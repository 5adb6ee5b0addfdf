/**
 * The few shapes that the bundled resources are made of: JSON Schema in the names of the wire, with the vocabulary of
 * the Schema Registry where it says more than JSON Schema can.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/xdm/schema/field-constraints
 */

import type { JsonObject } from '../../../protocol/json.js';

/** JSON Schema of one field. */
export type Field = JsonObject;
export type Fields = Record<string, Field>;

/** How resources are built, by their `$id`. */
export type Resources = Record<string, () => JsonObject>;

/** A class, field group or data type. */
export function resource(title: string, properties: Fields): JsonObject {
  return object(properties, title);
}

/** A resource that has the fields of others too, given by their `$id`. */
export function extension(title: string, extended: readonly string[], properties: Fields = {}): JsonObject {
  return { ...resource(title, properties), allOf: extended.map((id) => ref(id)) };
}

/** What another bundled resource describes, by its `$id`. */
export function ref(id: string, title?: string): Field {
  return titled(title, { $ref: id });
}

/** Something that is counted: `{ value: 1 }`. */
export function measure(title?: string): Field {
  return ref('https://ns.adobe.com/xdm/data/measure', title);
}

export function object(properties: Fields, title?: string): Field {
  return titled(title, { type: 'object', properties });
}

/** An object that may have other fields too: these are all that we know. */
export function openObject(properties: Fields, title?: string): Field {
  return { ...object(properties, title), additionalProperties: true };
}

/** An object or resource that is worth nothing without these fields. */
export function requiring(names: readonly string[], described: Field): Field {
  return { ...described, required: [...names] };
}

export function list(items: Field, title?: string): Field {
  return titled(title, { type: 'array', items });
}

/** Names are free, values are alike. */
export function map(values: Field, title?: string): Field {
  return titled(title, { type: 'object', additionalProperties: values });
}

export function text(title?: string): Field {
  return titled(title, { type: 'string' });
}

/** Text of at least one character. */
export function filled(title?: string): Field {
  return patterned('^.{1,}$', title);
}

/** Text that a regular expression describes. */
export function patterned(pattern: string, title?: string): Field {
  return titled(title, { type: 'string', pattern });
}

/** A code of ISO 4217. */
export function currency(title?: string): Field {
  return patterned('^[A-Z]{3}$', title);
}

export function number(title?: string): Field {
  return titled(title, { type: 'number' });
}

export function integer(title?: string): Field {
  return titled(title, { type: 'integer' });
}

/** A whole number from 0. */
export function count(title?: string): Field {
  return bounded(integer(title), { minimum: 0 });
}

export function flag(title?: string): Field {
  return titled(title, { type: 'boolean' });
}

/** Date and time, with a zone. */
export function moment(title?: string): Field {
  return formatted('date-time', text(title));
}

/** A date without a time. */
export function day(title?: string): Field {
  return formatted('date', text(title));
}

export function uri(title?: string): Field {
  return formatted('uri', text(title));
}

/** A URI, or what becomes one when it is resolved: most ids are of this kind. */
export function uriReference(title?: string): Field {
  return formatted('uri-reference', text(title));
}

export function formatted(format: string, field: Field): Field {
  return { ...field, format };
}

/** One of these values and no other: ingestion refuses the rest. */
export function choice(values: readonly string[], title?: string): Field {
  return { ...suggested(values, title), enum: [...values] };
}

/** Values that are suggested; ingestion takes any. */
export function suggested(values: readonly string[], title?: string): Field {
  const labels = Object.fromEntries(values.map((value) => [value, inWords(value)]));
  return titled(title, { type: 'string', 'meta:enum': labels });
}

/** Keywords of JSON Schema that limit a value: `minimum`, `maxLength`, `uniqueItems` and the like. */
export function bounded(field: Field, bounds: Record<string, number | boolean>): Field {
  return { ...field, ...bounds };
}

export function deprecated(field: Field): Field {
  return { ...field, 'meta:status': 'deprecated' };
}

function titled(title: string | undefined, field: Field): Field {
  return title === undefined ? field : { title, ...field };
}

/** `media.sessionStart` → `Media session start`; abbreviations and addresses stay. */
function inWords(value: string): string {
  if (value.includes('://')) return value;
  const words = value.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[\s._]+/);
  const sentence = words.map((word) => (/^[A-Z][a-z]/.test(word) ? word.toLowerCase() : word)).join(' ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
