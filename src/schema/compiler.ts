/**
 * Turns schemas into checks. Everything is done once and only when it is needed: loading ajv (20 ms), setting it up for
 * a dialect, compiling a schema (up to half a second for a large XDM schema).
 */

import type { DataValidationCxt, DataValidateFunction, ValidateFunction } from 'ajv/dist/types/index.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { dispatchTarget } from './dispatch.js';
import { dialectOf, Engine, type Dialect } from './engine.js';
import { DISPATCH_FAULT, violationsOf } from './faults.js';
import { reasonOf } from './folder.js';
import type { Dispatch } from './jsonSchema.js';
import { withoutForeignPatterns } from './xdm/patterns.js';
import { isXdmResource } from './xdm/resource.js';
import { findSchema, isBundled, requireSchema, suggestion, unusable } from './registry.js';

export interface Compiled {
  /** As violations name it. */
  id: string;
  schema: JsonObject;
  check: ValidateFunction;
}

const engines = new Map<Dialect, Engine>();
const byId = new Map<string, Compiled>();
const byObject = new WeakMap<object, Compiled>();
/** A literal in a test is another object each time the test runs, but the same schema. */
const byText = new Map<string, Compiled>();

/** @throws EdgeUsageError `EDGE_SCHEMA_UNKNOWN`; EdgeConfigError `EDGE_SCHEMA_INVALID` when it does not compile. */
export function compiledById(id: string): Compiled {
  const known = byId.get(id);
  if (known !== undefined) return known;
  const compiled = compile(id, requireSchema(id));
  byId.set(id, compiled);
  return compiled;
}

/** @throws EdgeConfigError `EDGE_SCHEMA_INVALID` when it is no schema or does not compile. */
export function compiledSchema(schema: object): Compiled {
  const known = byObject.get(schema);
  if (known !== undefined) return known;
  const { name, text, copy } = copyOf(schema);
  const compiled = byText.get(text) ?? compile(name, copy);
  byText.set(text, compiled);
  byObject.set(schema, compiled);
  return compiled;
}

/** A copy, so that a schema which its owner changes later does not change half of what is derived from it. */
function copyOf(schema: object): { name: string; text: string; copy: JsonObject } {
  if (!isObject(schema)) throw unusable('The given schema', 'a schema is an object');
  const named = schema['$id'] ?? schema['title'];
  const name = typeof named === 'string' ? named : 'the given schema';
  try {
    const text = JSON.stringify(schema);
    const copy: JsonObject = JSON.parse(text);
    return { name, text, copy };
  } catch (error) {
    throw unusable(`The schema "${name}"`, reasonOf(error), error);
  }
}

function compile(id: string, schema: JsonObject): Compiled {
  try {
    const engine = engineFor(dialectOf(schema));
    if (!isBundled(id) && !isXdmResource(schema)) requireSound(engine, schema);
    return { id, schema, check: engine.compile(compilable(schema), (other) => compilable(referredSchema(other))) };
  } catch (error) {
    throw unusable(`The schema "${id}"`, reasonOf(error), error);
  }
}

/** XDM is written for Java, whose patterns JavaScript cannot always run. */
function compilable(schema: JsonObject): JsonObject {
  return isXdmResource(schema) ? withoutForeignPatterns(schema) : schema;
}

function engineFor(dialect: Dialect): Engine {
  const known = engines.get(dialect);
  if (known !== undefined) return known;
  const engine = new Engine(dialect, compileDispatch);
  engines.set(dialect, engine);
  return engine;
}

/**
 * What keeps a schema from being valid JSON Schema; says nothing of the newer dialects, whose engines take too long to
 * load (100 ms and more) to ask before anybody needs them.
 *
 * @throws Error for a dialect that no engine knows.
 */
export function knownFaults(schema: JsonObject): string | undefined {
  // Its faults are not the user's to mend; they are told by the check of an event.
  if (isXdmResource(schema)) return undefined;
  const dialect = dialectOf(schema);
  return dialect === 'draft-07' ? faultsIn(engineFor(dialect), schema) : undefined;
}

function requireSound(engine: Engine, schema: JsonObject): void {
  const faults = faultsIn(engine, schema);
  if (faults !== undefined) throw new Error(faults);
}

function faultsIn(engine: Engine, schema: JsonObject): string | undefined {
  const violations = violationsOf(engine.faultsOf(schema), { root: schema, schema: 'JSON Schema' });
  return violations.length === 0 ? undefined : violations.map(({ message }) => message).join('; ');
}

function referredSchema(id: string): JsonObject {
  const schema = findSchema(id);
  if (schema === undefined) throw new Error(`it refers to "${id}", which is not registered. ${suggestion(id)}`);
  return schema;
}

/** The keyword `edge:dispatch`: its faults are told as those of the schema that they were found with. */
function compileDispatch(rule: Dispatch): DataValidateFunction {
  const check: DataValidateFunction = (value: unknown, at?: DataValidationCxt) => {
    const target = dispatchTarget(rule, value);
    const compiled = compiledById(target);
    if (compiled.check(value, at)) return true;
    const violations = violationsOf(compiled.check.errors ?? [], { root: at?.rootData, schema: compiled.id });
    check.errors = [{ keyword: DISPATCH_FAULT, params: { violations } }];
    return false;
  };
  return check;
}
