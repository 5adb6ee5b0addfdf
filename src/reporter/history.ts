/** The folder in which runs are kept, a file for each: they merge in git and in the cache of a CI without conflict. */

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, parseObject, type JsonObject } from '../protocol/json.js';
import type { HistoryRun } from './historyRun.js';

export interface History {
  /** Oldest first. */
  runs: HistoryRun[];
  /** What could not be read, as sentences. */
  notes: string[];
}

/** @returns nothing of a folder that is not there: the first run has none. */
export function readHistory(folder: string): History {
  const runs = new Map<string, HistoryRun>();
  const notes: string[] = [];
  for (const name of runFiles(folder)) {
    const run = readRun(join(folder, name));
    if (typeof run === 'string') notes.push(`${name} of the history ${run}; it was left out.`);
    else if (runs.has(run.id)) notes.push(`${name} of the history is the run ${run.id} again; it was left out.`);
    else runs.set(run.id, run);
  }
  return { runs: [...runs.values()].toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1)), notes };
}

/**
 * Adds a run and gives up the oldest ones beyond `keep`. A run that is there already, for a report that is made again, is
 * replaced.
 */
export function appendToHistory(folder: string, run: HistoryRun, keep: number): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${run.id}.json`);
  // A run that is cut off while it writes leaves no half file behind.
  writeFileSync(`${file}.part`, `${JSON.stringify(run)}\n`);
  renameSync(`${file}.part`, file);
  // What else is there is not ours to remove.
  const names = runFiles(folder).filter((name) => /^\d{8}T\d{6}Z-[\da-f]{8}\.json$/.test(name));
  for (const name of names.slice(0, Math.max(0, names.length - keep))) rmSync(join(folder, name), { force: true });
}

/** Ids begin with the time: their order is that of the runs. */
function runFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted();
  } catch {
    return [];
  }
}

/** @returns what is wrong with it, to go on with behind its name. */
function readRun(path: string): HistoryRun | string {
  try {
    const value = parseObject(readFileSync(path, 'utf8'));
    if (value === undefined) return 'is not JSON, or is cut off';
    return isRun(value) ? value : 'is none that this version of the reporter reads';
  } catch (error) {
    return `cannot be read (${error instanceof Error ? error.message : String(error)})`;
  }
}

function isRun(value: JsonObject): value is JsonObject & HistoryRun {
  const { version, id, startedAt, verdict, facts, tests, latencies, tagLibraries } = value;
  return (
    version === 1 &&
    typeof id === 'string' &&
    typeof startedAt === 'string' &&
    isObject(verdict) &&
    isObject(verdict['tests']) &&
    Array.isArray(facts) &&
    facts.every(isPlacedFact) &&
    isObject(tests) &&
    Object.values(tests).every(isTest) &&
    isObject(latencies) &&
    Object.values(latencies).every(isLatency) &&
    Array.isArray(tagLibraries)
  );
}

function isPlacedFact(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === 'string' && isObject(value[1]);
}

function isTest(value: unknown): boolean {
  return (
    isObject(value) &&
    isObject(value['calls']) &&
    [value['always'], value['sometimes'], value['times']].every((list) => Array.isArray(list))
  );
}

function isLatency(value: unknown): boolean {
  return isObject(value) && typeof value['p50'] === 'number' && Array.isArray(value['sample']);
}
