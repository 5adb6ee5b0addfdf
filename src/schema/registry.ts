/** The schemas that can be named by id: bundled ones, ones that a spec registered, ones from folders. */

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject } from '../protocol/json.js';
import { EdgeConfigError, EdgeUsageError } from '../errors.js';
import { bundledIds, bundledSchema } from './bundled/catalog.js';
import { brokenFolder, readSchemaFolder, reasonOf, type Refuse } from './folder.js';
import { nearest } from './nearest.js';
import { bundledXdm, DEFAULT_XDM } from './xdm/bundled.js';

const registered = new Map<string, JsonObject>();
/** Folders by absolute path, and whether their files have been read. */
const folders = new Map<string, { isRead: boolean }>();

/**
 * Makes a schema known by its `$id`, for `validate`, `toMatchSchema` and the `$ref` of other schemas.
 * Whether it compiles is seen when it is first used.
 *
 * @returns its `$id`.
 * @throws EdgeConfigError `EDGE_SCHEMA_INVALID` when it is no schema, has no `$id`, or the id belongs to another schema.
 */
export function registerSchema(schema: object): string {
  if (!isObject(schema)) throw unusable('A schema', 'a schema is an object');
  const id = schema['$id'];
  if (typeof id !== 'string' || id === '') throw unusable('A schema without $id', 'it is registered by its $id');
  const reason = clash(id, schema);
  if (reason !== undefined) throw unusable(`The schema "${id}"`, reason);
  registered.set(id, schema);
  return id;
}

/**
 * Makes every `*.json` of a folder known, at any depth, by its `$id`.
 * The files are read when an id is first looked up that is not bundled. Registering a folder again costs nothing.
 *
 * @throws EdgeConfigError `EDGE_SCHEMA_INVALID` when it is no folder; at the first look-up, naming every broken file.
 */
export function registerSchemaFolder(folder: string): void {
  const path = resolve(folder);
  if (folders.has(path)) return;
  requireFolder(path);
  folders.set(path, { isRead: false });
}

/** The same, when nobody may ever ask for a schema: that it is no folder is told to the first who does. */
export function announceSchemaFolder(folder: string): void {
  const path = resolve(folder);
  if (!folders.has(path)) folders.set(path, { isRead: false });
}

/** Every id that `validate` knows. Reads registered folders. */
export function schemaIds(): string[] {
  readFolders();
  return [...bundledIds, DEFAULT_XDM, ...registered.keys()].toSorted();
}

/** Those that are not bundled. Reads registered folders. */
export function registeredSchemas(): JsonObject[] {
  readFolders();
  return [...registered.values()];
}

export function findSchema(id: string): JsonObject | undefined {
  const known = bundledSchema(id) ?? registered.get(id);
  if (known !== undefined) return known;
  readFolders();
  // A customer's own copy of a public resource may be newer.
  return registered.get(id) ?? bundledXdm(id);
}

/** @throws EdgeUsageError `EDGE_SCHEMA_UNKNOWN` that names the nearest ids. */
export function requireSchema(id: string): JsonObject {
  const schema = findSchema(id);
  if (schema !== undefined) return schema;
  throw new EdgeUsageError('EDGE_SCHEMA_UNKNOWN', `No schema has the id "${id}".`, { fix: suggestion(id) });
}

export function isBundled(id: string): boolean {
  return bundledIds.includes(id) || id === DEFAULT_XDM;
}

/** What to do about an id that nobody registered. */
export function suggestion(id: string): string {
  const alike = nearest(id, [...new Set([...schemaIds(), ...titles()])]).map((known) => `"${known}"`);
  return alike.length > 0
    ? `Did you mean ${alike.join(' or ')}?`
    : 'Schemas come from the folder edgeSchemas, on the command line from --schemas, in code from registerSchema().';
}

/** XDM schemas may be named by their titles too. */
function titles(): string[] {
  return [...registered.values()].flatMap(({ title }) => (typeof title === 'string' ? [title] : []));
}

/** @param what the schema, as the beginning of a sentence. */
export function unusable(what: string, reason: string, cause?: unknown): EdgeConfigError {
  // Some reasons are sentences already.
  const end = /[.?!]$/.test(reason) ? '' : '.';
  return new EdgeConfigError('EDGE_SCHEMA_INVALID', `${what} cannot be used: ${reason}${end}`, { cause });
}

/**
 * Reads the registered folders that have not been read yet.
 *
 * @param refuse asked about a schema whose id is free.
 * @throws EdgeConfigError `EDGE_SCHEMA_INVALID` naming every broken file of a folder.
 */
export function readFolders(refuse: Refuse = () => undefined): void {
  for (const [path, state] of folders) {
    if (state.isRead) continue;
    const schemas = readSchemaFolder(path, {
      refuse: (id, schema) => clash(id, schema) ?? refuse(id, schema),
      knows: (id) => registered.has(id) || bundledXdm(id) !== undefined,
    });
    for (const [id, schema] of schemas) registered.set(id, schema);
    state.isRead = true;
  }
}

/** The same schema may be registered again: spec files run once in every worker and once in the runner. */
function clash(id: string, schema: JsonObject): string | undefined {
  if (isBundled(id)) return 'its id is that of a bundled schema';
  const known = registered.get(id);
  return known === undefined || isDeepStrictEqual(known, schema) ? undefined : 'another schema has its id';
}

function requireFolder(path: string): void {
  try {
    if (statSync(path).isDirectory()) return;
  } catch (error) {
    throw brokenFolder(path, [reasonOf(error)], error);
  }
  throw brokenFolder(path, ['it is no folder']);
}
