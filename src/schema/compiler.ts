/**
 * Turns schemas into checks. Everything is done once and only when it is needed: loading ajv (20 ms), setting it up for
 * a dialect, compiling a schema (up to half a second for a large XDM schema).
 */

import type { ErrorObject, ValidateFunction } from 'ajv';
import type { JsonObject } from '../protocol/json.js';
import { createEngine, dialectOf, type Dialect, type Engine } from './engine.js';
import { findSchema, requireSchema, suggestion, unusable } from './registry.js';
import { reasonOf } from './folder.js';
import { violationsOf } from './faults.js';
import type { Violation } from './violation.js';
import { vocabularyOf } from './vocabulary.js';

export interface Compiled {
  /** As violations name it. */
  id: string;
  schema: JsonObject;
  check: ValidateFunction;
}

const engines = new Map<Dialect, Engine>();
const byId = new Map<string, Compiled>();
const byObject = new WeakMap<object, Compiled>();
/** A literal in a test is another object in every run of the test, but the same schema. */
const byText = new Map<string, Compiled>();

/** @throws EdgeUsageError `EDGE_SCHEMA_UNKNOWN`; EdgeConfigError `EDGE_SCHEMA_INVALID` when it does not compile. */
export function compiledById(id: string): Compiled {
  const known = byId.get(id);
  if (known !== undefined) return known;
  const compiled = compile(id, requireSchema(id));
  byId.set(id, compiled);
  return compiled;
}

/** @throws EdgeConfigError `EDGE_SCHEMA_INVALID` when it does not compile. */
export function compiledSchema(schema: JsonObject): Compiled {
  const known = byObject.get(schema);
  if (known !== undefined) return known;
  const text = textOf(schema);
  const compiled = byText.get(text) ?? compile(nameOf(schema), JSON.parse(text) as JsonObject);
  byText.set(text, compiled);
  byObject.set(schema, compiled);
  return compiled;
}
