/** What a schema keyword asks for, in words. */

import type { ErrorObject } from 'ajv';
import { plural } from './violation.js';

type Params = Record<string, unknown>;

/** Completes the sentence "expected …". */
export function expectation({ keyword, params, message }: ErrorObject): string {
  const words = Object.hasOwn(expectations, keyword) ? expectations[keyword] : undefined;
  return words?.(params) ?? message ?? `a value that fits ${keyword}`;
}

const expectations: Record<string, (params: Params) => string> = {
  type: ({ type }) => alternatives(listed(type)),
  enum: ({ allowedValues }) => choice(listed(allowedValues)),
  const: ({ allowedValue }) => literal(allowedValue),
  format: ({ format }) => `text in the format ${String(format)}`,
  pattern: ({ pattern }) => `text that matches /${String(pattern)}/`,
  minLength: ({ limit }) => (limit === 1 ? 'text that is not empty' : `at least ${plural(Number(limit), 'character')}`),
  maxLength: ({ limit }) => `at most ${plural(Number(limit), 'character')}`,
  minItems: ({ limit }) => `at least ${plural(Number(limit), 'item')}`,
  maxItems: ({ limit }) => `at most ${plural(Number(limit), 'item')}`,
  additionalItems: ({ limit }) => `at most ${plural(Number(limit), 'item')}`,
  minProperties: ({ limit }) => `at least ${plural(Number(limit), 'field')}`,
  maxProperties: ({ limit }) => `at most ${plural(Number(limit), 'field')}`,
  minimum: ({ limit }) => `number of at least ${String(limit)}`,
  maximum: ({ limit }) => `number of at most ${String(limit)}`,
  exclusiveMinimum: ({ limit }) => `number above ${String(limit)}`,
  exclusiveMaximum: ({ limit }) => `number below ${String(limit)}`,
  multipleOf: ({ multipleOf }) => `multiple of ${String(multipleOf)}`,
  uniqueItems: ({ i, j }) => `items that all differ, not item ${String(j)} again as item ${String(i)}`,
  contains: ({ minContains }) => `at least ${plural(Number(minContains ?? 1), 'item')} of another kind`,
  propertyNames: ({ propertyName }) => `another name for the field ${JSON.stringify(propertyName)}`,
  not: () => 'another value',
  'false schema': () => 'nothing here',
  anyOf: branches,
  oneOf: (params) =>
    listed(params['passingSchemas']).length > 0 ? 'a value of one kind, not of two' : branches(params),
};

/** `string or null` when the value has none of the types that the branches take. */
function branches({ types }: Params): string {
  return listed(types).length > 0 ? alternatives(listed(types)) : 'a value of one of the kinds that the schema allows';
}

function choice(values: readonly unknown[]): string {
  return values.length === 1 ? literal(values[0]) : `one of ${values.map(literal).join(', ')}`;
}

function alternatives(types: readonly unknown[]): string {
  return types.map(String).join(' or ');
}

function literal(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

function listed(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
