/** The few shapes that the bundled schemas are made of. */

import type { JsonSchema } from '../jsonSchema.js';

export const text: JsonSchema = { type: 'string' };
export const filledText: JsonSchema = { type: 'string', minLength: 1 };
export const flag: JsonSchema = { type: 'boolean' };
export const number: JsonSchema = { type: 'number' };
export const integer: JsonSchema = { type: 'integer' };
/** A whole number from 0. */
export const count: JsonSchema = { type: 'integer', minimum: 0 };
/** Date and time with an offset from UTC, as ISO 8601 writes them. */
export const timestamp: JsonSchema = { type: 'string', format: 'date-time' };
/** Any object; its fields are the customer's own. */
export const freeObject: JsonSchema = { type: 'object', additionalProperties: true };
export const textOrNumber: JsonSchema = { type: ['string', 'number'] };
/** JSON that a customer wrote: as JSON, or as text that holds JSON. */
export const jsonContent: JsonSchema = { type: ['string', 'object', 'array'] };

type Fields = Record<string, JsonSchema | false>;

/** An object with known fields. Others are allowed, unless the caller asks to reject unknown fields. */
export function object<Known extends Fields>(
  properties: Known,
  required: readonly (keyof Known & string)[] = [],
): JsonSchema {
  return { type: 'object', properties, ...(required.length > 0 && { required: [...required] }) };
}

/** An object of which only some fields are Adobe's; the others are the customer's own and never unknown. */
export function openObject<Known extends Fields>(
  properties: Known,
  required: readonly (keyof Known & string)[] = [],
): JsonSchema {
  return { ...object(properties, required), additionalProperties: true };
}

export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

export function filledListOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items, minItems: 1 };
}

/** An object whose names are free and whose values are alike. */
export function mapOf(values: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties: values };
}

/** A field with one of a few values, of the same type so that one fault is told once. */
export function choiceOf(...values: readonly unknown[]): JsonSchema {
  return { enum: values };
}

/** Applies `schema` to objects whose field has this value. */
export function when(field: string, value: unknown, schema: JsonSchema): JsonSchema {
  return onlyIf({ properties: { [field]: { const: value } }, required: [field] }, schema);
}

/** Applies `schema` to values that fit `condition`. */
export function onlyIf(condition: JsonSchema, schema: JsonSchema): JsonSchema {
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema, not a promise
  return { if: condition, then: schema };
}
