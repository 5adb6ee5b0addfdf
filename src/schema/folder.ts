/** Reads a folder of schema files. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../protocol/json.js';
import { EdgeConfigError } from '../errors.js';

/** Why a schema cannot have an id; undefined when it can. */
export type Refuse = (id: string, schema: JsonObject) => string | undefined;

/**
 * Every `*.json` of a folder, at any depth, by its `$id`.
 *
 * @throws EdgeConfigError `EDGE_SCHEMA_INVALID` naming every file that cannot be read, holds no schema, has no id of its
 * own, or is refused.
 */
export function readSchemaFolder(folder: string, refuse: Refuse): Map<string, JsonObject> {
  const schemas = new Map<string, JsonObject>();
  const fileOf = new Map<string, string>();
  const problems: string[] = [];
  for (const name of schemaFileNames(folder)) {
    try {
      const { id, schema } = readSchemaFile(folder, name);
      const other = fileOf.get(id);
      const reason = other === undefined ? refuse(id, schema) : `${other} has the same $id, "${id}"`;
      if (reason !== undefined) throw new Error(reason);
      schemas.set(id, schema);
      fileOf.set(id, name);
    } catch (error) {
      problems.push(`${name}: ${reasonOf(error)}`);
    }
  }
  if (problems.length > 0) throw brokenFolder(folder, problems);
  return schemas;
}

export function brokenFolder(folder: string, problems: readonly string[], cause?: unknown): EdgeConfigError {
  const list = problems.map((problem) => `\n- ${problem}`).join('');
  return new EdgeConfigError('EDGE_SCHEMA_INVALID', `The schema folder ${folder} cannot be used:${list}`, {
    fix: 'Correct or remove what is named, or give another folder.',
    cause,
  });
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @throws EdgeConfigError `EDGE_SCHEMA_INVALID` when the folder is gone. */
function schemaFileNames(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .toSorted();
  } catch (error) {
    throw brokenFolder(folder, [reasonOf(error)], error);
  }
}

function readSchemaFile(folder: string, name: string): { id: string; schema: JsonObject } {
  const schema: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  if (!isObject(schema)) throw new Error('a schema is an object');
  const id = schema['$id'];
  if (id === undefined) throw new Error('it has no $id, the name that a spec would ask for');
  if (typeof id !== 'string' || id === '') throw new Error('its $id must be a text that is not empty');
  return { id, schema };
}
