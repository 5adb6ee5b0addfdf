/** The messages in `fixtures/`, each with the schema that it must fit. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../../src/protocol/json.js';

export interface Message {
  /** File name without `.json`. */
  name: string;
  schema: string;
  body: JsonObject;
}

export const answers = read('answers', (_name, body) => schemaOfAnswer(body));

/** A request's file is named after its schema; what follows the dot tells it from others. */
export const requests = read('requests', (name) => `edge:${name.split('.')[0] ?? ''}`);

export function requestNamed(name: string): JsonObject {
  return named(requests, name);
}

export function answerNamed(name: string): JsonObject {
  return named(answers, name);
}

function named(messages: readonly Message[], name: string): JsonObject {
  const message = messages.find((candidate) => candidate.name === name);
  if (message === undefined) throw new Error(`no fixture ${name}`);
  return structuredClone(message.body);
}

function read(folder: string, schemaOf: (name: string, body: JsonObject) => string): Message[] {
  const path = join(import.meta.dirname, '../../../fixtures', folder);
  return readdirSync(path).map((file) => {
    const name = file.replace(/\.json$/, '');
    const body: unknown = JSON.parse(readFileSync(join(path, file), 'utf8'));
    if (!isObject(body)) throw new Error(`${file} holds no object`);
    return { name, schema: schemaOf(name, body), body };
  });
}

function schemaOfAnswer(body: JsonObject): string {
  if ('handle' in body) return 'edge:interact-response';
  return 'type' in body ? 'edge:problem' : 'edge:collect-response';
}
