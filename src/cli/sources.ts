/** What the command line names, as texts: files, what lies in folders, what is piped in. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Misuse } from './command.js';

export interface Source {
  /** As the user named it; `stdin` for what is piped in. */
  name: string;
  text: string;
}

/** A file that says nothing of events, and why: a sentence that begins with its name. */
export interface Unreadable {
  name: string;
  problem: string;
}

const STDIN = '-';

/**
 * @param names files, folders, and `-` for the standard input; none is the standard input too.
 * @throws Misuse when nothing is named and nothing is piped in.
 */
export async function readSources(names: readonly string[]): Promise<(Source | Unreadable)[]> {
  if (names.length === 0 && process.stdin.isTTY) {
    throw new Misuse('validate needs a file, a folder, or something piped into it. Try datastream validate --help.');
  }
  const found: (Source | Unreadable)[] = [];
  // The standard input can be read once.
  for (const name of new Set(names.length === 0 ? [STDIN] : names)) {
    if (name === STDIN) found.push(decoded('stdin', await buffer(process.stdin)));
    else found.push(...readPath(name));
  }
  return found;
}

function readPath(path: string): (Source | Unreadable)[] {
  try {
    return statSync(path).isDirectory() ? readFolder(path) : [decoded(path, readFileSync(path))];
  } catch (error) {
    return [{ name: path, problem: `${path} cannot be read: ${reasonOf(error)}.` }];
  }
}

function readFolder(folder: string): (Source | Unreadable)[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:json|har|ndjson)$/i.test(name) && !/(?:^|[\\/])node_modules[\\/]/.test(name))
    .toSorted();
  if (names.length > 0) return names.flatMap((name) => readPath(join(folder, name)));
  return [{ name: folder, problem: `${folder} is a folder without *.json, *.har or *.ndjson.` }];
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'this process may not';
  return error instanceof Error ? error.message : String(error);
}

const signatures: [start: number[], what: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'is a ZIP archive: unpack it, and name what is in it'],
  [[0x1f, 0x8b], 'is compressed with gzip: unpack it first'],
];

/** Windows writes UTF-16 and marks UTF-8: either is text like any other. */
function decoded(name: string, bytes: Buffer): Source | Unreadable {
  const problem = signatures.find(([start]) => start.every((byte, index) => bytes[index] === byte))?.[1];
  if (problem !== undefined) return { name, problem: `${name} ${problem}.` };
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (text.trim() === '') return { name, problem: `${name} is empty.` };
    if (!text.includes('\0')) return { name, text };
  } catch {
    // Said below.
  }
  return { name, problem: `${name} is binary, or text in another encoding than UTF-8 and UTF-16.` };
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}
