/**
 * What a schema asks of one value itself, apart from what its fields and items hold: compiled by ajv, once for all
 * schemas that ask for the same. A large XDM schema takes ajv half a second as a whole; the thirty small checks that an
 * event needs take a twentieth of that, and find the same.
 */

import type { ValidateFunction } from 'ajv';
import { isObject, type JsonObject } from '../../protocol/json.js';
import { Engine } from '../engine.js';
import { resolveReference } from '../reference.js';
import type { Naming, Part } from './parts.js';
import { patternFault } from './patterns.js';
import { isJsonLdContext } from './resource.js';
import { inWireNames } from './wireNames.js';

/** Keywords that look at the value alone. */
const plainKeywords = [
  'type',
  'enum',
  'const',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'required',
];

/** Keywords that look into the value and cannot be taken apart: what they hold is compiled as a whole. */
const wholeKeywords = ['anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'contains', 'propertyNames', 'dependencies'];

/** What the schemas inside those may be made of. */
const innerKeywords = new Set([
  ...plainKeywords,
  ...wholeKeywords,
  'allOf',
  'properties',
  'patternProperties',
  'additionalProperties',
  'items',
  'additionalItems',
]);

const compiled = new Map<string, ValidateFunction>();
let engine: Engine | undefined;

/** The check of what one schema asks for; undefined when that is nothing. The pointers of its errors start at the value. */
export function assertionCheck(part: Part, naming: Naming): ValidateFunction | undefined {
  const assertions = assertionsOf(part, naming);
  return Object.keys(assertions).length === 0 ? undefined : compile(assertions);
}

function compile(assertions: JsonObject): ValidateFunction {
  const text = JSON.stringify(assertions);
  const known = compiled.get(text);
  if (known !== undefined) return known;
  engine ??= new Engine('draft-07');
  const check = engine.compile(assertions);
  compiled.set(text, check);
  return check;
}

function assertionsOf(part: Part, naming: Naming): JsonObject {
  const { schema } = part;
  const plain = Object.fromEntries(plainKeywords.filter((name) => name in schema).map((name) => [name, schema[name]]));
  if (isForeign(plain['pattern'])) delete plain['pattern'];
  const whole = wholeKeywords.filter((name) => name in schema);
  const isTuple = Array.isArray(schema['items']);
  if (whole.length === 0 && !isTuple) return plain;
  const inner = new Inlining(naming);
  for (const name of isTuple ? [...whole, 'items', 'additionalItems'] : whole) {
    if (name in schema) plain[name] = inner.keyword(name, schema[name], part);
  }
  return {
    ...plain,
    ...(inner.definitions.size > 0 && { definitions: Object.fromEntries(inner.definitions.values()) }),
  };
}

/** Brings what a schema refers to into one document, which may refer to itself. */
class Inlining {
  readonly definitions = new Map<JsonObject, [name: string, schema: unknown]>();
  readonly #naming: Naming;

  constructor(naming: Naming) {
    this.#naming = naming;
  }

  of(value: unknown, part: Part): unknown {
    if (Array.isArray(value)) return value.map((each: unknown) => this.of(each, part));
    if (!isObject(value)) return value;
    const { $ref } = value;
    if (typeof $ref === 'string') return this.#referred($ref, part);
    const schema = this.#naming === 'wire' ? inWireNames(value) : value;
    return Object.fromEntries(
      Object.entries(schema)
        .filter(([name, held]) => innerKeywords.has(name) && !(name === 'pattern' && isForeign(held)))
        .map(([name, held]) => [name, this.keyword(name, held, part)]),
    );
  }

  /** What a keyword holds: a schema, schemas by name, or neither. */
  keyword(name: string, held: unknown, part: Part): unknown {
    if (holdsSchemasByName(name)) return this.#eachOf(held, part);
    return plainKeywords.includes(name) ? held : this.of(held, part);
  }

  #eachOf(held: unknown, part: Part): unknown {
    if (!isObject(held)) return held;
    return Object.fromEntries(Object.entries(held).map(([name, schema]) => [name, this.of(schema, part)]));
  }

  /** What cannot be found asks for nothing: that it is missing was said when the schema was loaded. */
  #referred(reference: string, part: Part): unknown {
    const [target] = resolveReference(part, reference);
    if (target === undefined || isJsonLdContext(reference)) return {};
    const known = this.definitions.get(target.schema);
    if (known !== undefined) return { $ref: `#/definitions/${known[0]}` };
    const name = `part${this.definitions.size}`;
    this.definitions.set(target.schema, [name, {}]);
    this.definitions.set(target.schema, [name, this.of(target.schema, { ...part, ...target })]);
    return { $ref: `#/definitions/${name}` };
  }
}

/** Whether it is a pattern that JavaScript cannot tell. */
function isForeign(pattern: unknown): boolean {
  return typeof pattern === 'string' && patternFault(pattern) !== undefined;
}

function holdsSchemasByName(keyword: string): boolean {
  return ['properties', 'patternProperties', 'dependencies'].includes(keyword);
}
