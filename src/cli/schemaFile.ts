/** Keeps a pulled schema in a folder: one file a schema, whatever it is called. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isObject, parseObject, type JsonObject } from '../protocol/json.js';
import { Misuse } from './command.js';
import { PullRefused } from './schemaRefusal.js';

/** File systems take 255 bytes, of which a letter may need four. */
const MAX_NAME_LETTERS = 50;

export interface KeptSchema {
  /** As the folder was given, and the name. */
  file: string;
  outcome: 'created' | 'updated' | 'unchanged';
  /** Version of the schema that was there. */
  previousVersion: string | undefined;
  fields: number;
  added: string[];
  removed: string[];
}

/**
 * Overwrites the file that holds the same `$id`, under whatever name; else it is called after the title.
 *
 * @throws PullRefused when another schema, or something else, has that name; Misuse when the folder cannot be written.
 */
export function keepSchema(schema: JsonObject, folder: string): KeptSchema {
  const id = String(schema['$id']);
  const known = fileOf(id, folder);
  const file = known?.file ?? join(folder, `${fileNameOf(schema)}.schema.json`);
  const isSame = isDeepStrictEqual(known?.schema, schema);
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (known === undefined) create(file, text, folder);
  else if (!isSame) writing(file, () => writeFileSync(file, text));
  const before = known === undefined ? new Set<string>() : fieldsOf(known.schema);
  const after = fieldsOf(schema);
  return {
    file,
    outcome: known === undefined ? 'created' : isSame ? 'unchanged' : 'updated',
    previousVersion: known === undefined ? undefined : String(known.schema['version']),
    fields: after.size,
    added: known === undefined ? [] : [...after].filter((field) => !before.has(field)),
    removed: [...before].filter((field) => !after.has(field)),
  };
}

function create(file: string, text: string, folder: string): void {
  writing(folder, () => mkdirSync(folder, { recursive: true }));
  try {
    // Only a file of the same $id may be overwritten, and there is none.
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw unwritable(file, error);
    throw new PullRefused(`${file} holds something else than this schema. Move it away, or name a folder by --out.`);
  }
}

function fileOf(id: string, folder: string): { file: string; schema: JsonObject } | undefined {
  for (const file of filesIn(folder)) {
    const text = writing(file, () => readFileSync(file, 'utf8'));
    const schema = text.includes(JSON.stringify(id)) ? parseObject(text) : undefined;
    if (schema?.['$id'] === id) return { file, schema };
  }
  return undefined;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.name.endsWith('.json') && !entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name))
      .toSorted();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw unwritable(folder, error);
  }
}

/** The title in kebab case, or the last part of the id where a title has neither letters nor digits. */
function fileNameOf({ title, $id }: JsonObject): string {
  const name = kebab(typeof title === 'string' ? title : '');
  return name === '' ? kebab(String($id).split('/').at(-1) ?? '') || 'schema' : name;
}

function kebab(text: string): string {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return Array.from(words.join('-')).slice(0, MAX_NAME_LETTERS).join('').replace(/-$/, '');
}

/** Paths of all fields: `commerce.order`, of the items of a list `productListItems[].SKU`, of a map `identityMap.*[].id`. */
function fieldsOf(schema: JsonObject, path = ''): Set<string> {
  const { properties, items, additionalProperties } = schema;
  const named = Object.entries(isObject(properties) ? properties : {}).map(
    ([name, field]) => [path === '' ? name : `${path}.${name}`, field] as const,
  );
  const below = [
    ...named.flatMap(([field, value]) => (isObject(value) ? [...fieldsOf(value, field)] : [])),
    ...(isObject(items) ? fieldsOf(items, `${path}[]`) : []),
    ...(isObject(additionalProperties) ? fieldsOf(additionalProperties, `${path}.*`) : []),
  ];
  return new Set([...named.map(([field]) => field), ...below]);
}

function writing<Value>(path: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): Misuse {
  return new Misuse(`${path} cannot be read and written (${codeOf(error)}). Name another folder by --out.`);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
