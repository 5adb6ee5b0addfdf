/** Tests that ran last time and did not now: of a shard that never arrived nothing else is left to see. */

import type { RunTest } from './collect.js';
import { testKey, type HistoryRun } from './historyRun.js';
import { counted } from './plainText.js';

const NAMED = 3;

/** @returns a note, or none. A test that is skipped now is told as such elsewhere. */
export function missingTests(tests: readonly RunTest[], last: HistoryRun | undefined): string[] {
  const here = new Set(tests.map(testKey));
  const missing = Object.keys(last?.tests ?? {})
    .filter((key) => !here.has(key))
    .toSorted();
  if (missing.length === 0) return [];
  const others = missing.length - NAMED;
  // A run of one project gives it no name.
  const first = missing.slice(0, NAMED).map((key) => key.replace(/^ › /, ''));
  const names = [...first, ...(others > 0 ? [`${others} more`] : [])].join('; ');
  return [`${counted(missing.length, 'test')} of the last run did not run now, as when a shard is missing: ${names}.`];
}
