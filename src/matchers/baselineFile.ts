/** Baselines on disk: JSON with a line for each field, sorted, so that a change is a line in a diff and merges as one. */

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { EdgeConfigError } from '../errors.js';
import { isObject } from '../protocol/json.js';
import { placesIn, type Shape } from '../traffic/shape.js';
import { parsePlaces, printPlace } from './baselineText.js';

export interface Baseline {
  /** What was asked of: an answer has its handles by type and its problems by code. */
  of: 'answer' | 'value';
  shape: Shape;
}

const FORMAT = 'baseline';
const VERSION = 1;

/**
 * @param name how the file is called in messages.
 * @returns undefined when there is no such file.
 * @throws EdgeConfigError `EDGE_BASELINE_INVALID`
 */
export function readBaseline(path: string, name: string): Baseline | undefined {
  const text = readText(path, name);
  return text === undefined ? undefined : parse(text, name);
}

/**
 * @throws EdgeConfigError `EDGE_BASELINE_INVALID` for a file that is no baseline at all: it is somebody else's.
 */
export function requireOwnFile(path: string, name: string): void {
  const text = readText(path, name);
  if (text === undefined) return;
  const content = parseJson(text);
  if (content !== undefined && !isOwn(content)) throw foreign(name);
}

/**
 * In one step: whoever reads at that moment reads the old one or the new one.
 *
 * @returns whether there was something to write.
 * @throws EdgeConfigError `EDGE_BASELINE_INVALID`
 */
export function writeBaseline(path: string, name: string, baseline: Baseline): boolean {
  const text = printBaseline(baseline);
  if (text === readText(path, name)?.replaceAll('\r\n', '\n')) return false;
  const draft = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
    return true;
  } catch (cause) {
    rmSync(draft, { force: true });
    throw invalid(`${name} cannot be written.`, { cause });
  }
}

function printBaseline({ of, shape }: Baseline): string {
  const [root, ...places] = placesIn(shape);
  const fields = places.map((place) => [place.path, printPlace(place.shape)] as const).toSorted(byPath);
  const content = {
    'playwright-datastream': FORMAT,
    version: VERSION,
    of,
    root: printPlace(root?.shape ?? shape),
    fields: Object.fromEntries(fields),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function readText(path: string, name: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw invalid(`${name} cannot be read.`, { cause });
  }
}

function parse(text: string, name: string): Baseline {
  const content = parseJson(text);
  if (content === undefined) throw invalid(`${name} is ${brokenHow(text)}.`, { fix: RENEW });
  if (!isOwn(content)) throw foreign(name);
  const { version, of, root, fields } = content;
  if (version !== VERSION) {
    throw invalid(
      `${name} is a baseline of version ${JSON.stringify(version)}; this release reads version ${VERSION}.`,
      {
        fix: 'Install the release of playwright-datastream that wrote it, or write it anew with --update-snapshots=all.',
      },
    );
  }
  if ((of !== 'answer' && of !== 'value') || typeof root !== 'string' || !isObject(fields))
    throw invalid(`${name} is a baseline that lacks its fields.`, { fix: RENEW });
  const shape = parsePlaces(root, fields);
  if ('fault' in shape)
    throw invalid(`${name} is a baseline with a line that cannot be read: ${shape.fault}`, { fix: RENEW });
  return { of, shape };
}

const RENEW = 'Restore it from version control, or write it anew with --update-snapshots=all.';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function brokenHow(text: string): string {
  if (text.trim() === '') return 'empty';
  return /^(<{7}|>{7}) /m.test(text) ? 'in conflict: two branches have changed the same line' : 'no JSON, or cut off';
}

function isOwn(content: unknown): content is Record<string, unknown> {
  return isObject(content) && content['playwright-datastream'] === FORMAT;
}

function foreign(name: string): EdgeConfigError {
  return invalid(`${name} is no baseline: something else wrote it.`, { fix: 'Give the baseline a name of its own.' });
}

function invalid(what: string, details: { fix?: string; cause?: unknown }): EdgeConfigError {
  return new EdgeConfigError('EDGE_BASELINE_INVALID', what, details);
}

function byPath([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}
