/** What the bundled resources say of a value, read apart from `src/schema/xdm`: for specs that know beforehand what is right. */

import { isObject, type JsonObject } from '../../../src/protocol/json.js';
import { bundledXdm } from '../../../src/schema/xdm/bundled.js';

/** Gives what a `$ref` leads to. */
export type Follow = (reference: string) => JsonObject;

export function resourceOf(id: string): JsonObject {
  const resource = bundledXdm(id);
  if (resource === undefined) throw new Error(`There is no resource ${id}.`);
  return resource;
}

/** The schemas that describe a value: the given ones, and those that they refer to for the same value. */
export function describing(schemas: readonly JsonObject[], follow: Follow = resourceOf): JsonObject[] {
  const all = new Set(schemas);
  for (const { $ref, allOf } of all) {
    if (typeof $ref === 'string') all.add(follow($ref));
    for (const part of Array.isArray(allOf) ? allOf : []) if (isObject(part)) all.add(part);
  }
  return [...all];
}

/** The schemas of a field, or of the items of a list (`[]`); none where only its name is described. */
export function inside(schemas: readonly JsonObject[], field: string): JsonObject[] {
  return schemas
    .map(({ properties, additionalProperties, items }) => {
      if (field === '[]') return items;
      return isObject(properties) && Object.hasOwn(properties, field) ? properties[field] : additionalProperties;
    })
    .filter(isObject);
}

/** Names that objects of these schemas may have; undefined where any name will do. */
export function namesIn(schemas: readonly JsonObject[]): string[] | undefined {
  const named = schemas.filter(({ properties }) => isObject(properties));
  const isOpen = schemas.some(({ additionalProperties = false }) => additionalProperties !== false);
  return isOpen || named.length === 0
    ? undefined
    : named.flatMap(({ properties }) => Object.keys(properties as object));
}
