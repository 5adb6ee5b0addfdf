/** Every single-field corruption of a value: each field in turn with a value of each wrong type, or taken away. */

import { isObject } from '../../../src/protocol/json.js';

export interface Field {
  /** `payload[0].key` */
  path: string;
  /** The same for all items of a list: `payload[].key`. */
  shape: string;
  value: unknown;
  /** A copy of the whole value in which this field has another value, or is missing. */
  with(replacement: unknown): unknown;
  without(): unknown;
}

type Key = string | number;

/** Fields at any depth, items of lists included. */
export function fieldsOf(root: unknown, keys: readonly Key[] = []): Field[] {
  return entriesOf(valueAt(root, keys)).flatMap((key) => [
    fieldAt(root, [...keys, key]),
    ...fieldsOf(root, [...keys, key]),
  ]);
}

const samples = { string: 'corrupt', number: 4711, boolean: true, null: null, object: {}, array: [] };
export type TypeName = keyof typeof samples;

export function typeName(value: unknown): TypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Object.keys(samples).find((type): type is TypeName => type === typeof value) ?? 'null';
}

/** A value of each type that a field must not have. */
export function wrongValues(value: unknown, allowed: readonly TypeName[] = []): unknown[] {
  return Object.entries(samples)
    .filter(([type]) => type !== typeName(value) && !allowed.some((name) => name === type))
    .map(([, sample]) => sample);
}

function fieldAt(root: unknown, keys: readonly Key[]): Field {
  const change = (apply: (parent: object, key: Key) => unknown) => {
    const copy = structuredClone(root);
    const parent = valueAt(copy, keys.slice(0, -1));
    if (typeof parent === 'object' && parent !== null) apply(parent, keys.at(-1) ?? '');
    return copy;
  };
  return {
    path: pathOf(keys, (index) => `[${index}]`),
    shape: pathOf(keys, () => '[]'),
    value: valueAt(root, keys),
    with: (replacement) => change((parent, key) => Reflect.set(parent, key, replacement)),
    without: () => change((parent, key) => Reflect.deleteProperty(parent, key)),
  };
}

function pathOf(keys: readonly Key[], index: (key: number) => string): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return path + index(key);
    if (!/^[\w$]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
    return path === '' ? key : `${path}.${key}`;
  }, '');
}

function entriesOf(value: unknown): Key[] {
  if (Array.isArray(value)) return [...value.keys()];
  return isObject(value) ? Object.keys(value) : [];
}

function valueAt(root: unknown, keys: readonly Key[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );
}
