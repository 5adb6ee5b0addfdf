/** One field of an XDM schema: all that the parts of the schema say of it. */

import type { ErrorObject, ValidateFunction } from 'ajv';
import { isObject, type JsonObject } from '../../protocol/json.js';
import { assertionCheck } from './assertions.js';
import { describing, within, type Naming, type Part } from './parts.js';
import { patternFault } from './patterns.js';

export class XdmField {
  readonly #parts: readonly Part[];
  readonly #naming: Naming;
  readonly #fields = new Map<string, XdmField | undefined>();
  #items: XdmField | undefined | 'unasked' = 'unasked';
  #checks: readonly ValidateFunction[] | undefined;

  /** Asked for each time an event has the field. */
  readonly title: string | undefined;
  readonly isDeprecated: boolean;
  /** Whether null is one of its types. */
  readonly takesNull: boolean;
  /** Values that are suggested but not asked for. */
  readonly suggestedValues: ReadonlySet<string> | undefined;
  /** Whether any parts name the fields of an object. */
  readonly namesFields: boolean;
  /** `open`: fields that nobody names are as good as others; `closed`: a schema says that there are none. */
  readonly others: 'open' | 'closed' | 'unsaid';

  constructor(given: readonly Part[], naming: Naming) {
    this.#parts = describing(given, naming);
    this.#naming = naming;
    const schemas = this.#parts.map(({ schema }) => schema);
    this.title = schemas.map(({ title }) => title).find((title) => typeof title === 'string');
    this.isDeprecated = schemas.some((schema) => schema['meta:status'] === 'deprecated');
    this.takesNull = schemas.some(({ type }) => type === 'null' || (Array.isArray(type) && type.includes('null')));
    this.suggestedValues = suggestedIn(schemas);
    this.namesFields = schemas.some(({ properties }) => isObject(properties));
    this.others = othersOf(schemas);
  }

  /** What is wrong with the value itself; pointers start at it. */
  faults(value: unknown): readonly ErrorObject[] {
    this.#checks ??= this.#makeChecks();
    let faults = none;
    for (const check of this.#checks) {
      if (!check(value)) faults = [...faults, ...(check.errors ?? [])];
    }
    return faults;
  }

  /** Undefined when no part of the schema says anything of a field with this name. */
  field(name: string): XdmField | undefined {
    if (this.#fields.has(name)) return this.#fields.get(name);
    const parts = this.#parts.flatMap((part) => within(part, fieldSchemas(part.schema, name)));
    const field = parts.length === 0 ? undefined : new XdmField(parts, this.#naming);
    this.#fields.set(name, field);
    return field;
  }

  /** What every item of an array is. */
  get items(): XdmField | undefined {
    if (this.#items !== 'unasked') return this.#items;
    const parts = this.#parts.flatMap((part) =>
      isObject(part.schema['items']) ? within(part, [part.schema['items']]) : [],
    );
    this.#items = parts.length === 0 ? undefined : new XdmField(parts, this.#naming);
    return this.#items;
  }

  /** What the values of a map are. */
  get values(): XdmField | undefined {
    const parts = this.#parts.flatMap((part) => within(part, [part.schema['additionalProperties']]));
    return parts.length === 0 ? undefined : new XdmField(parts, this.#naming);
  }

  /** Names that the schema gives; maps have none. */
  get fieldNames(): string[] {
    const names = this.#parts.flatMap(({ schema }) =>
      Object.entries(isObject(schema['properties']) ? schema['properties'] : {}),
    );
    return [...new Set(names.filter(([, schema]) => schema !== false).map(([name]) => name))];
  }

  /** The schemas themselves, the ones that only may hold included. */
  get parts(): readonly Part[] {
    return this.#parts;
  }

  /** Several parts often ask for the same: that a value is an object. */
  #makeChecks(): readonly ValidateFunction[] {
    const binding = this.#parts.filter(({ isBranch }) => !isBranch);
    const checks = binding.map((part) => assertionCheck(part, this.#naming));
    return [...new Set(checks.filter((check) => check !== undefined))];
  }

  /** Whether the field could hold a value of this kind. */
  takes(value: unknown): boolean {
    return this.#parts.every(({ schema, isBranch }) => isBranch || fitsType(schema['type'], value));
  }
}

const none: readonly ErrorObject[] = [];

function suggestedIn(schemas: readonly JsonObject[]): Set<string> | undefined {
  if (schemas.some((schema) => 'enum' in schema || 'const' in schema)) return undefined;
  const values = schemas.flatMap((schema) => (isObject(schema['meta:enum']) ? Object.keys(schema['meta:enum']) : []));
  return values.length === 0 ? undefined : new Set(values);
}

function othersOf(schemas: readonly JsonObject[]): XdmField['others'] {
  if (schemas.some(({ additionalProperties }) => additionalProperties === true || isObject(additionalProperties)))
    return 'open';
  return schemas.some(({ additionalProperties }) => additionalProperties === false) ? 'closed' : 'unsaid';
}

function fieldSchemas({ properties, patternProperties, additionalProperties }: JsonObject, name: string): unknown[] {
  const named = isObject(properties) && Object.hasOwn(properties, name) ? [properties[name]].map(asSchema) : [];
  const patterns = isObject(patternProperties) ? Object.keys(patternProperties) : [];
  const matching = patterns.filter((pattern) => patternFault(pattern) === undefined && new RegExp(pattern).test(name));
  const schemas = [...named, ...matching.map((pattern) => (patternProperties as JsonObject)[pattern])];
  return schemas.length > 0 ? schemas : [additionalProperties];
}

/** `true` names a field of which nothing else is said; of a field that is `false`, there is none. */
function asSchema(schema: unknown): unknown {
  return schema === true ? {} : schema;
}

function fitsType(type: unknown, value: unknown): boolean {
  if (type === undefined) return true;
  const types: unknown[] = Array.isArray(type) ? type : [type];
  return types.some((each) => each === typeOf(value) || (each === 'integer' && Number.isInteger(value)));
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}
