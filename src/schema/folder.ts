/** Reads a folder of schema files. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../protocol/json.js';
import { EdgeConfigError } from '../errors.js';
import { foreignReferences, isXdmResource, missingResources, schemasIn } from './xdm/resource.js';

/** Why a schema cannot have an id; undefined when it can. */
export type Refuse = (id: string, schema: JsonObject) => string | undefined;

export interface FolderRules {
  refuse: Refuse;
  /** Whether a schema is known that the files do not hold. */
  knows: (id: string) => boolean;
}

/**
 * Every schema in the `*.json` of a folder, at any depth, by its `$id`.
 *
 * @throws EdgeConfigError `EDGE_SCHEMA_INVALID` naming every file that cannot be read, holds no schema, has no id of its
 * own, is refused, or is XDM that refers to what is nowhere to be found.
 */
export function readSchemaFolder(folder: string, { refuse, knows }: FolderRules): Map<string, JsonObject> {
  const files = new SchemaFiles(refuse);
  const problems = schemaFileNames(folder).flatMap((name) => {
    try {
      files.read(folder, name);
      return [];
    } catch (error) {
      return [`${name}: ${reasonOf(error)}`];
    }
  });
  problems.push(...files.unresolved(knows));
  if (problems.length > 0) throw brokenFolder(folder, problems);
  return files.schemas;
}

class SchemaFiles {
  readonly schemas = new Map<string, JsonObject>();
  readonly #fileOf = new Map<string, string>();
  readonly #refuse: Refuse;

  constructor(refuse: Refuse) {
    this.#refuse = refuse;
  }

  /** @throws Error that says why the file cannot be used. */
  read(folder: string, name: string): void {
    const content: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    for (const schema of schemasIn(content)) this.#add(name, idOf(schema), schema);
  }

  /** What files of XDM refer to and is nowhere to be found. */
  unresolved(knows: (id: string) => boolean): string[] {
    return [...this.schemas].flatMap(([id, schema]) => {
      const foreign = isXdmResource(schema) ? foreignReferences(schema) : [];
      const missing = foreign.filter((each) => !this.schemas.has(each) && !knows(each));
      return missing.length === 0 ? [] : [`${this.#fileOf.get(id)}: ${missingResources(missing)}`];
    });
  }

  #add(name: string, id: string, schema: JsonObject): void {
    const other = this.#fileOf.get(id);
    const reason = other === undefined ? this.#refuse(id, schema) : `${other} has the same $id, "${id}"`;
    if (reason !== undefined) throw new Error(reason);
    this.schemas.set(id, schema);
    this.#fileOf.set(id, name);
  }
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
      .filter((name) => name.endsWith('.json') && !isExample(name))
      .toSorted();
  } catch (error) {
    throw brokenFolder(folder, [reasonOf(error)], error);
  }
}

/** Public XDM keeps examples beside its schemas: `web.example.1.json`, `web.invalid.1.json`. */
function isExample(name: string): boolean {
  return /\.(example|invalid)\.\d+\.json$/.test(name);
}

function idOf({ $id }: JsonObject): string {
  if ($id === undefined) throw new Error('it has no $id, the name that a spec would ask for');
  if (typeof $id !== 'string' || $id === '') throw new Error('its $id must be a text that is not empty');
  return $id;
}
