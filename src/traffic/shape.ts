/**
 * What JSON values are made of: names, types, presence, and the codes that a field may hold. Shapes of several samples
 * merge, in any order and any number of times, into the shape of all of them.
 */

import { isObject, type JsonObject } from '../protocol/json.js';
import { isCode, isDataKey } from './shapeNames.js';

export type JsonTypeName = 'array' | 'boolean' | 'null' | 'number' | 'object' | 'string';

export interface Shape {
  /** Sorted; several when samples differ. */
  types: readonly JsonTypeName[];
  /** Sorted by name; undefined when no sample is an object. */
  fields?: ReadonlyMap<string, FieldShape>;
  /** Of the items of all lists; undefined when all are empty. */
  items?: Shape;
  /** Sorted; undefined when texts and numbers may be any. */
  codes?: readonly string[];
  /** What is inside is too deep to be told. */
  isCut?: true;
}

export interface FieldShape extends Shape {
  /** Some objects do not have it. */
  isOptional: boolean;
}

/** Stands for all keys of an object whose keys are data. */
export const ANY_KEY = '*';

/** Follows the path of what was left out. */
const LEFT_OUT = '…';

const MAX_DEPTH = 20;
const MAX_FIELDS = 500;
/** An object with more keys whose values are of one type is a map. */
const MAX_ALIKE = 30;
/** A field with more is none that holds codes. */
const MAX_CODES = 12;

/**
 * Every field of a value once with its type, one of several types several times; sorted.
 * Items of lists are `[]`: `items[].id`; keys that are data are `*`.
 *
 * @param value what `JSON.parse` returns.
 * @returns at most 500 fields and 20 levels. The path of what is left out ends in `…`: `a.b.…`, and `…` after 500 fields.
 */
export function fieldTypes(value: unknown): [path: string, type: JsonTypeName][] {
  const found = placesIn(shapeOf(value))
    .slice(1)
    .flatMap(({ path, shape: { types, isCut } }) => [
      ...types.map((type): [string, JsonTypeName] => [path, type]),
      ...(isCut ? [[joinName(path, LEFT_OUT), 'object'] as [string, JsonTypeName]] : []),
    ])
    .toSorted(byPath);
  return found.length <= MAX_FIELDS ? found : [...found.slice(0, MAX_FIELDS - 1), [LEFT_OUT, 'object']];
}

/** A shape and all shapes in it with their paths; that of the value itself is empty. */
export function placesIn(shape: Shape, path = ''): { path: string; shape: Shape | FieldShape }[] {
  const fields = [...(shape.fields ?? [])].flatMap(([name, field]) => placesIn(field, joinName(path, name)));
  const items = shape.items === undefined ? [] : placesIn(shape.items, `${path}[]`);
  return [{ path, shape }, ...items, ...fields];
}

/** `handle.state:store[].key`; a name is quoted when it holds what paths are made of: `meta["geo.city"]`. */
export function joinName(path: string, name: string): string {
  if (!/^[^.[\]"\s]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

/** @param value what `JSON.parse` returns. */
export function shapeOf(value: unknown): Shape {
  return shapeAt(value, { field: '', depth: 0 });
}

interface Place {
  /** Name of the field that the value is of, or the list that it is in. */
  field: string;
  depth: number;
}

function shapeAt(value: unknown, { field, depth }: Place): Shape {
  const types = [typeOf(value)];
  if (typeof value === 'string') return isCode(value, field) ? { types, codes: [value] } : { types };
  const isEmpty = isObject(value) ? Object.keys(value).length === 0 : !Array.isArray(value) || value.length === 0;
  if (depth === MAX_DEPTH && !isEmpty) return { types, isCut: true };
  if (isObject(value)) return { types, fields: fieldsOf(value, depth + 1) };
  if (!Array.isArray(value) || isEmpty) return { types };
  const items = value.map((item: unknown) => shapeAt(item, { field, depth: depth + 1 }));
  return { types, items: items.reduce(mergeShapes) };
}

function fieldsOf(object: JsonObject, depth: number): ReadonlyMap<string, FieldShape> {
  const fields = new Map<string, FieldShape>();
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const name = isDataKey(key) ? ANY_KEY : key;
    addField(fields, name, { ...shapeAt(value, { field: name, depth }), isOptional: name === ANY_KEY });
  }
  return ordered(fields);
}

/** The shape of what has either shape. Commutative, associative, and of one shape with itself that shape. */
export function mergeShapes(a: Shape, b: Shape): Shape {
  const types = union(a.types, b.types);
  const fields = mergeFields(a.fields, b.fields);
  const items = a.items === undefined || b.items === undefined ? (a.items ?? b.items) : mergeShapes(a.items, b.items);
  const codes = mergeCodes(a, b);
  return {
    types,
    ...(fields !== undefined && { fields }),
    ...(items !== undefined && { items }),
    ...(codes !== undefined && { codes }),
    ...((a.isCut ?? b.isCut) && { isCut: true }),
  };
}

/** A field is required when every sample has it that is an object. */
function mergeFields(a: Shape['fields'], b: Shape['fields']): Shape['fields'] {
  if (a === undefined || b === undefined) return a ?? b;
  const fields = new Map<string, FieldShape>();
  for (const [name, field] of a) fields.set(name, { ...field, isOptional: field.isOptional || !b.has(name) });
  for (const [name, field] of b) addField(fields, name, { ...field, isOptional: field.isOptional || !a.has(name) });
  return isMap(a) || isMap(b) ? allAlike(fields) : ordered(fields);
}

function mergeCodes(a: Shape, b: Shape): readonly string[] | undefined {
  if (!hasText(a)) return b.codes;
  if (!hasText(b)) return a.codes;
  if (a.codes === undefined || b.codes === undefined) return undefined;
  const codes = union(a.codes, b.codes);
  return codes.length > MAX_CODES ? undefined : codes;
}

/** A number may be a code as well: a status. */
export function hasText({ types }: Shape): boolean {
  return types.includes('string') || types.includes('number');
}

function addField(fields: Map<string, FieldShape>, name: string, field: FieldShape): void {
  const known = fields.get(name);
  const isOptional = field.isOptional || known?.isOptional === true;
  fields.set(name, known === undefined ? field : { ...mergeShapes(known, field), isOptional });
}

function ordered(fields: ReadonlyMap<string, FieldShape>): ReadonlyMap<string, FieldShape> {
  const alike = new Map<JsonTypeName, number>();
  for (const type of [...fields.values()].flatMap(({ types }) => types)) alike.set(type, (alike.get(type) ?? 0) + 1);
  if (Math.max(0, ...alike.values()) > MAX_ALIKE) return allAlike(fields);
  return new Map([...fields].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** As a map: one field in the place of all. */
export function allAlike(fields: ReadonlyMap<string, FieldShape>): ReadonlyMap<string, FieldShape> {
  const [first, ...others] = fields.values();
  return first === undefined
    ? fields
    : new Map([[ANY_KEY, { ...others.reduce<Shape>(mergeShapes, first), isOptional: true }]]);
}

/** All keys are data, or too many to be names. */
export function isMap(fields: Shape['fields']): boolean {
  return fields?.size === 1 && fields.has(ANY_KEY);
}

function union<Item extends string>(a: readonly Item[], b: readonly Item[]): readonly Item[] {
  return [...new Set([...a, ...b])].toSorted();
}

function byPath([a, typeOfA]: [string, string], [b, typeOfB]: [string, string]): number {
  if (a === b) return typeOfA < typeOfB ? -1 : 1;
  return a < b ? -1 : 1;
}

function typeOf(value: unknown): JsonTypeName {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'array' : (typeof value as JsonTypeName);
}
