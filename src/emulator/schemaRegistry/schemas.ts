/** The schemas that the registry serves: those of a folder that are XDM schemas of an organisation. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { EdgeConfigError } from '../../errors.js';
import { isObject, type JsonObject } from '../../protocol/json.js';
import { altIdOf } from '../../protocol/schemaRegistry.js';

/** As the registry exports it. */
export interface XdmSchema extends JsonObject {
  $id: string;
  title: string;
  version: string;
}

/**
 * Every JSON object of a folder, at any depth. Which of them are XDM schemas is seen by `xdmSchemas`.
 *
 * @param folder relative to the working directory.
 * @throws EdgeConfigError `EDGE_SCHEMA_INVALID` when the folder or a file in it cannot be read, or is no JSON.
 */
export function loadRegistrySchemas(folder: string): JsonObject[] {
  const problems: string[] = [];
  const values = fileNames(folder).map((name): unknown => {
    try {
      return JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown;
    } catch (error) {
      problems.push(`${name}: ${reasonOf(error)}`);
      return undefined;
    }
  });
  if (problems.length > 0) throw unusable(folder, problems);
  return values.filter(isObject);
}

/** Of several with one id, the first. */
export function xdmSchemas(values: readonly JsonObject[]): XdmSchema[] {
  const byId = new Map<string, XdmSchema>();
  for (const value of values) {
    if (isTenantSchema(value) && !byId.has(value.$id)) byId.set(value.$id, value);
  }
  return [...byId.values()];
}

export function altIdIn(schema: XdmSchema): string {
  const altId = schema['meta:altId'];
  return typeof altId === 'string' ? altId : altIdOf(schema.$id);
}

/** Field groups, data types and unions are other resources, and Adobe's own schemas are in another container. */
function isTenantSchema(value: JsonObject): value is XdmSchema {
  const isText = ['$id', 'title', 'version'].every((name) => typeof value[name] === 'string');
  return isText && value['meta:resourceType'] === 'schemas' && value['meta:containerId'] !== 'global';
}

function fileNames(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.name.endsWith('.json') && !entry.isDirectory())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
      .toSorted();
  } catch (error) {
    throw unusable(folder, [reasonOf(error)]);
  }
}

function unusable(folder: string, problems: readonly string[]): EdgeConfigError {
  const list = problems.map((problem) => `\n- ${problem}`).join('');
  return new EdgeConfigError('EDGE_SCHEMA_INVALID', `The schema folder ${folder} cannot be used:${list}`, {
    fix: 'Correct or remove what is named, or give another folder.',
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
