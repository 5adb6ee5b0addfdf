/**
 * Finds fields that a schema does not name. Only asked for by `unknownFields: 'reject'`, because Adobe announces that
 * answers may gain fields at any time.
 *
 * A walk along value and schema instead of a copy of the schema with `additionalProperties: false`: several schemas may
 * describe one object (`allOf`, `$ref`, as XDM schemas do throughout), and each of them alone would reject the fields
 * of the others.
 */

import { isObject, joinPath, type JsonObject } from '../protocol/json.js';
import { DISPATCH, dispatchTarget, isDispatch } from './dispatch.js';
import { unknownField } from './faults.js';
import { resolveReference, type Located } from './reference.js';
import { findSchema } from './registry.js';
import type { Violation } from './violation.js';

interface Visit {
  value: unknown;
  path: string;
  /** Every schema that describes this value. */
  schemas: Located[];
}

/** An object is closed when some schema names its fields and none says anything about others. */
export function unknownFields(root: Located, value: unknown): Violation[] {
  const found: Violation[] = [];
  const open: Visit[] = [{ value, path: '', schemas: [root] }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const described = { ...visit, schemas: describing(visit.schemas, visit.value) };
    if (described.schemas.length === 0) continue;
    found.push(...unknownFieldsHere(described));
    // Reversed: the stack gives them back in the order of the value.
    open.push(...parts(described).toReversed());
  }
  return found;
}

function unknownFieldsHere({ value, path, schemas }: Visit): Violation[] {
  const naming = schemas.find(({ schema }) => isObject(schema['properties']));
  if (!isObject(value) || naming === undefined || schemas.some(speaksOfOthers)) return [];
  return Object.keys(value)
    .filter((field) => !schemas.some(({ schema }) => names(schema, field)))
    .map((field) => unknownField({ path, schema: naming.id, received: value }, field));
}

function parts({ value, path, schemas }: Visit): Visit[] {
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => ({
      value: item,
      path: joinPath(path, index),
      schemas: schemas.flatMap((located) => inside(located, itemSchemas(located.schema, index))),
    }));
  }
  if (!isObject(value)) return [];
  return Object.keys(value).map((field) => ({
    value: value[field],
    path: joinPath(path, field),
    schemas: schemas.flatMap((located) => inside(located, fieldSchemas(located.schema, field))),
  }));
}

/** Keywords that hold one schema, or a list of them, about the same value. */
const inPlaceKeywords = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'];

/** The given schemas and all that they bring along for the same value. */
function describing(schemas: readonly Located[], value: unknown): Located[] {
  const all: Located[] = [];
  const seen = new Set<JsonObject>();
  const open = schemas.toReversed();
  for (let located = open.pop(); located !== undefined; located = open.pop()) {
    if (seen.has(located.schema)) continue;
    seen.add(located.schema);
    all.push(located);
    open.push(...broughtAlong(located, value).toReversed());
  }
  return all;
}

function broughtAlong(located: Located, value: unknown): Located[] {
  const { schema } = located;
  const referred = ['$ref', '$recursiveRef', '$dynamicRef'].flatMap((keyword) => {
    const reference = schema[keyword];
    // Where it leads nowhere, compiling the schema has told that already.
    return typeof reference === 'string' ? resolveReference(located, reference) : [];
  });
  const inPlace = inPlaceKeywords.flatMap((keyword) => schema[keyword]);
  return [...referred, ...inside(located, inPlace), ...dispatched(schema, value)];
}

function dispatched(schema: JsonObject, value: unknown): Located[] {
  const rule = schema[DISPATCH];
  if (!isDispatch(rule)) return [];
  const id = dispatchTarget(rule, value);
  const target = findSchema(id);
  return target === undefined ? [] : [{ schema: target, document: target, id }];
}

function inside(located: Located, schemas: readonly unknown[]): Located[] {
  return schemas.filter(isObject).map((schema) => ({ ...located, schema }));
}

function itemSchemas(schema: JsonObject, index: number): unknown[] {
  const { items, prefixItems, additionalItems } = schema;
  const tuple = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : [];
  if (index < tuple.length) return [tuple[index]];
  return Array.isArray(items) ? [additionalItems] : [items];
}

function fieldSchemas(schema: JsonObject, field: string): unknown[] {
  const { properties, additionalProperties } = schema;
  const named = isObject(properties) && Object.hasOwn(properties, field) ? [properties[field]] : [];
  const schemas = [...named, ...patternSchemas(schema, field)];
  return schemas.length > 0 ? schemas : [additionalProperties];
}

function patternSchemas({ patternProperties }: JsonObject, field: string): unknown[] {
  if (!isObject(patternProperties)) return [];
  return Object.entries(patternProperties).flatMap(([pattern, schema]) =>
    new RegExp(pattern).test(field) ? [schema] : [],
  );
}

function names(schema: JsonObject, field: string): boolean {
  const { properties } = schema;
  return (isObject(properties) && Object.hasOwn(properties, field)) || patternSchemas(schema, field).length > 0;
}

function speaksOfOthers({ schema }: Located): boolean {
  return schema['additionalProperties'] !== undefined || schema['unevaluatedProperties'] !== undefined;
}
