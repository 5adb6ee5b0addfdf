/**
 * All schemas that describe one value: an XDM schema is put together from classes, field groups and data types with
 * `allOf` and `$ref`, which may lie in different documents and may refer back to each other. They are looked up when a
 * value needs them: an event touches some sixty of the thousands of fields that a schema has.
 */

import { isObject, type JsonObject } from '../../protocol/json.js';
import { resolveReference, type Located } from '../reference.js';
import { isJsonLdContext } from './resource.js';
import { inWireNames } from './wireNames.js';

/** `wire`: names as events have them; `standard`: as public XDM writes them. */
export type Naming = 'wire' | 'standard';

export interface Part extends Located {
  /** One of several alternatives: it may name fields, but what it asks for need not be met. */
  isBranch: boolean;
}

/** Keywords whose schemas describe the same value, but not in every case. */
const branchKeywords = ['anyOf', 'oneOf', 'then', 'else'];

/** The given schemas and all that they bring along. What stands beside a `$ref` comes before what it refers to. */
export function describing(given: readonly Part[], naming: Naming): Part[] {
  const all: Part[] = [];
  const seen = new Set<JsonObject>();
  const open = given.toReversed();
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (seen.has(part.schema)) continue;
    seen.add(part.schema);
    all.push(naming === 'wire' ? { ...part, schema: inWireNames(part.schema) } : part);
    open.push(...broughtAlong(part).toReversed());
  }
  return all;
}

/** A part of the same document. */
export function within(part: Part, schemas: readonly unknown[], isBranch = part.isBranch): Part[] {
  return schemas.filter(isObject).map((schema) => ({ ...part, schema, isBranch }));
}

function broughtAlong(part: Part): Part[] {
  const { $ref, allOf } = part.schema;
  const referred = typeof $ref === 'string' && !isJsonLdContext($ref) ? resolveReference(part, $ref) : [];
  return [
    ...referred.map((located) => ({ ...located, isBranch: part.isBranch })),
    ...within(part, Array.isArray(allOf) ? allOf : []),
    ...within(
      part,
      branchKeywords.flatMap((keyword) => part.schema[keyword]),
      true,
    ),
  ];
}
