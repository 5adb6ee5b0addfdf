/** Reads a folder of schema files. */

import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isObject, type JsonObject } from '../protocol/json.js';
import { EdgeConfigError } from '../errors.js';

export interface SchemaFile {
  /** The schema's `$id`; without one, the path inside the folder without `.json`, with `/` on every system. */
  id: string;
  schema: JsonObject;
}

/**
 * Every `*.json` of a folder, at any depth.
 *
 * @throws EdgeConfigError `EDGE_SCHEMA_INVALID` naming every file that cannot be read or holds no schema.
 */
export function readSchemaFolder(folder: string): SchemaFile[] {
  const files: SchemaFile[] = [];
  const problems: string[] = [];
  for (const name of schemaFileNames(folder)) {
    try {
      files.push(readSchemaFile(folder, name));
    } catch (error) {
      problems.push(`${name}: ${reasonOf(error)}`);
    }
  }
  if (problems.length > 0) throw brokenFolder(folder, problems);
  return files;
}

export function brokenFolder(folder: string, problems: readonly string[], cause?: unknown): EdgeConfigError {
  const list = problems.map((problem) => `\n- ${problem}`).join('');
  return new EdgeConfigError('EDGE_SCHEMA_INVALID', `The schema folder ${folder} cannot be used:${list}`, {
    fix: 'Correct or remove what is named, or give another folder as edgeSchemas.',
    cause,
  });
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @throws EdgeConfigError `EDGE_SCHEMA_INVALID` when there is no such folder. */
function schemaFileNames(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .toSorted();
  } catch (error) {
    throw brokenFolder(folder, [reasonOf(error)], error);
  }
}

function readSchemaFile(folder: string, name: string): SchemaFile {
  const schema: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  if (!isObject(schema)) throw new Error('a schema is a JSON object');
  const id = schema['$id'] ?? relative('.', name).slice(0, -'.json'.length).replaceAll(sep, '/');
  if (typeof id !== 'string' || id === '') throw new Error('its $id must be a text that is not empty');
  return { id, schema };
}
