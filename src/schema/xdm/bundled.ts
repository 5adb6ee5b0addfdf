/**
 * The resources of Adobe's public XDM that events are made of, by the `$id` under which the Schema Registry knows them,
 * in the names that travel. They lie in `bundled/`, as lists of resources in JSON Schema, and are read when one is first
 * needed: as code they would be paid for by every worker that never sees an event.
 *
 * @see https://github.com/adobe/xdm
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../packageFolder.js';
import type { JsonObject } from '../../protocol/json.js';

/** Id of the schema that an event is checked against when nobody has named one. */
export const DEFAULT_XDM = 'edge:xdm/experience-event';

let resources: ReadonlyMap<string, JsonObject> | undefined;

export function bundledXdm(id: string): JsonObject | undefined {
  return mayBeBundled(id) ? all().get(id) : undefined;
}

export function bundledXdmIds(): string[] {
  return [...all().keys()];
}

function all(): ReadonlyMap<string, JsonObject> {
  resources ??= readResources(join(packageFolder(), 'src/schema/xdm/bundled'));
  return resources;
}

/** Schemas are looked up by title as well, and under ids of customers. */
function mayBeBundled(id: string): boolean {
  return id === DEFAULT_XDM || id.includes('://');
}

function readResources(folder: string): Map<string, JsonObject> {
  const lists = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as JsonObject[]);
  return new Map(lists.flat().map((resource) => [String(resource['$id']), resource]));
}
