/** A schema folder that is judged when a run starts, not when a spec first asks for one of its schemas. */

import { knownFaults } from './compiler.js';
import { readFolders, registerSchemaFolder } from './registry.js';

/**
 * Makes the schemas of a folder known, and reads them at once. Whether they compile is still seen when they are first
 * used: that takes too long for schemas that nobody may need.
 *
 * @throws EdgeConfigError `EDGE_SCHEMA_INVALID` naming every broken file.
 */
export function loadSchemaFolder(folder: string): void {
  registerSchemaFolder(folder);
  readFolders((_, schema) => knownFaults(schema));
}
