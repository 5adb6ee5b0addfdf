/** Which schema the command line means, and what is asked of it. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { isObject, type JsonObject } from '../protocol/json.js';
import { findSchema, registerSchema, registerSchemaFolder } from '../schema/registry.js';
import { validate } from '../schema/validate.js';
import type { Finding } from '../schema/xdm/finding.js';
import { findXdmSchema, registeredEventSchemas, requireXdmSchema } from '../schema/xdm/registered.js';
import { foreignReferences, isXdmResource, missingResources, schemasIn } from '../schema/xdm/resource.js';
import { xdmSchemaOf, type XdmSchema } from '../schema/xdm/schema.js';
import { Misuse } from './command.js';

const DEFAULT_FOLDER = 'fixtures/schemas';
const EVENT_CLASS = 'https://ns.adobe.com/xdm/context/experienceevent';

/** XDM describes events; any other schema describes a whole document. */
export type ChosenSchema = { xdm: XdmSchema; note?: string } | { id: string; check: (value: unknown) => Finding[] };

/**
 * @param name id, `meta:altId` or title of a schema, or the path of a file with one; undefined for the only one in
 * `folder` that is for events, or else the bundled Experience Event.
 * @param folder of a customer's own schemas; names are looked up in `fixtures/schemas` without it.
 * @throws Misuse, EdgeConfigError `EDGE_SCHEMA_INVALID`, EdgeUsageError `EDGE_SCHEMA_UNKNOWN`
 */
export function chooseSchema(name: string | undefined, folder: string | undefined): ChosenSchema {
  registerFolder(folder);
  if (name === undefined) return folder === undefined ? { xdm: requireXdmSchema() } : defaultSchema(folder);
  const resource = isFile(name) ? schemaIn(name) : findSchema(name);
  if (resource !== undefined && !isXdmResource(resource)) return documentSchema(resource, name);
  return { xdm: resource === undefined ? namedXdm(name) : xdmSchemaOf(resource) };
}

/** @throws as `chooseSchema`, and Misuse for a schema that is no XDM. */
export function requireXdm(name: string, folder: string | undefined): XdmSchema {
  const chosen = chooseSchema(name, folder);
  if ('xdm' in chosen) return chosen.xdm;
  throw new Misuse(`The schema ${name} is no XDM schema.`);
}

function registerFolder(folder: string | undefined): void {
  if (folder !== undefined) registerSchemaFolder(folder);
  else if (existsSync(DEFAULT_FOLDER)) registerSchemaFolder(DEFAULT_FOLDER);
}

function defaultSchema(folder: string): ChosenSchema {
  const [first, ...others] = registeredEventSchemas().filter(({ resource }) => resource['meta:class'] === EVENT_CLASS);
  if (first === undefined) return { xdm: requireXdmSchema() };
  if (others.length === 0) return { xdm: first };
  const names = [first, ...others].map(({ title }) => JSON.stringify(title)).join(', ');
  const note = `Checked against the bundled Experience Event, because ${folder} holds several schemas for events. Choose one with --schema: ${names}.`;
  return { xdm: requireXdmSchema(), note };
}

function namedXdm(name: string): XdmSchema {
  if (/\.json$/i.test(name) && findXdmSchema(name) === undefined) {
    throw new Misuse(`--schema ${name}: there is no such file, and no schema of that name.`);
  }
  return requireXdmSchema(name);
}

function documentSchema(resource: JsonObject, name: string): ChosenSchema {
  const { $id } = resource;
  const known = typeof $id === 'string' && findSchema($id) === resource;
  const check = (value: unknown) =>
    validate(known ? $id : resource, value).map((fault): Finding => ({ ...fault, severity: 'error' }));
  return { id: typeof $id === 'string' ? $id : name, check };
}

function isFile(name: string): boolean {
  return existsSync(name) && statSync(name).isFile();
}

/** What the interface of the Schema Registry copies is a schema with all that it is made of. */
function schemaIn(file: string): JsonObject {
  const resources = readSchemas(file);
  const [only, ...others] = resources;
  if (only !== undefined && others.length === 0) return whole(only, file, []);
  const schema = resources.find((resource) => resource['meta:resourceType'] === 'schemas');
  if (schema === undefined) throw new Misuse(`--schema ${file}: none of its parts is a schema, all are made for one.`);
  for (const resource of resources) registerSchema(resource);
  return whole(schema, file, resources);
}

/** Of a schema that lacks parts, all fields of those would be unknown. */
function whole(schema: JsonObject, file: string, resources: readonly JsonObject[]): JsonObject {
  if (!isXdmResource(schema)) return schema;
  const missing = [schema, ...resources].flatMap(foreignReferences).filter((id) => findSchema(id) === undefined);
  if (missing.length === 0) return schema;
  throw new Misuse(`--schema ${file}: ${missingResources([...new Set(missing)])}.`);
}

function readSchemas(file: string): JsonObject[] {
  try {
    return schemasIn(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as unknown).filter(isObject);
  } catch (error) {
    throw new Misuse(`--schema ${file} holds no schema: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
