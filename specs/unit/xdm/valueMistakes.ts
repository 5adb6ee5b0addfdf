/** Values that a schema does not allow in place of one that it does. */

import type { JsonObject } from '../../../src/protocol/json.js';
import type { Draw } from './random.js';

type Mistake = readonly [kind: 'type' | 'enum' | 'format', value: unknown];

/** Nothing is wrong for certain where a schema allows one thing or another. */
export function valueMistakes(value: unknown, schemas: readonly JsonObject[], draw: Draw): Mistake[] {
  if (schemas.some((schema) => alternatives.some((keyword) => keyword in schema))) return [];
  return [
    ...wrongTypes(schemas, draw).map((wrong) => ['type', wrong] as const),
    ...wrongChoices(value, schemas, draw).map((wrong) => ['enum', wrong] as const),
    ...wrongForms(value, schemas, draw).map((wrong) => ['format', wrong] as const),
  ];
}

const alternatives = ['anyOf', 'oneOf', 'not', 'if'];

/** `integer` has no fraction, `null` is asked for by no schema of Adobe's. */
const samples: Record<string, unknown> = {
  string: 'corrupt',
  number: 4711.5,
  boolean: true,
  object: { a: 1 },
  array: [1],
  null: null,
};

function wrongTypes(schemas: readonly JsonObject[], draw: Draw): unknown[] {
  const asked = schemas.flatMap(({ type }): unknown[] => (type === undefined ? [] : [type].flat()));
  if (asked.length === 0) return [];
  const wrong = Object.keys(samples).filter((type) => !asked.includes(type));
  const chosen = new Set([draw.oneOf(wrong), draw.oneOf(wrong)]);
  return [...chosen].map((type) => samples[type ?? 'null']);
}

function wrongChoices(value: unknown, schemas: readonly JsonObject[], draw: Draw): unknown[] {
  const allowed = schemas.map((schema) => schema['enum']).find(Array.isArray);
  if (allowed === undefined || typeof value !== 'string') return [];
  const wrong = [value.toUpperCase(), `${value}s`, value.slice(1), `${value} `, 'something else'];
  const chosen = draw.oneOf(wrong.filter((each) => !allowed.includes(each)));
  return chosen === undefined ? [] : [chosen];
}

const wrongByFormat: Record<string, readonly string[]> = {
  'date-time': ['2026-01-15T09:15:01', '2026-01-15', '2026-02-30T09:15:01Z', '15.01.2026 09:15', 'yesterday'],
  date: ['15.01.2026', '2026-02-30', '2026-1-5', 'yesterday'],
  uri: ['shop.example/page', 'a page', '//shop.example'],
  url: ['shop.example/page', 'a page', '//shop.example'],
  'uri-reference': ['a page', 'a\tb'],
  email: ['nobody', 'a@b@c', 'a b@shop.example'],
  ipv4: ['192.0.2.256', '192.0.2', '::1'],
  ipv6: ['192.0.2.1', '2001:db8::g'],
};

function wrongForms(value: unknown, schemas: readonly JsonObject[], draw: Draw): unknown[] {
  return schemas
    .flatMap(({ format, pattern, minimum }) => [
      ...(typeof format === 'string' ? [draw.oneOf(wrongByFormat[format] ?? [])] : []),
      ...(typeof pattern === 'string' ? [notLike(pattern, String(value), draw)] : []),
      ...(typeof minimum === 'number' && Number.isSafeInteger(minimum) ? [minimum - 1] : []),
    ])
    .filter((wrong) => wrong !== undefined);
}

function notLike(pattern: string, value: string, draw: Draw): string | undefined {
  const wrong = ['', value.toLowerCase(), `${value}!`, '€'];
  return draw.oneOf(wrong.filter((each) => !new RegExp(pattern).test(each)));
}
