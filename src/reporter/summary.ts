/** From the tests of a run, and the runs before it, to what there is to say. Nothing here reads or writes anything. */

import { createHash } from 'node:crypto';
import { titleOf, type RunTest } from './collect.js';
import { coverageOf, MAX_XDM_ROWS } from './coverage.js';
import { targetDifferences } from './differences.js';
import { driftOf } from './drift.js';
import { endpointSummaries } from './endpoints.js';
import { failureGroups } from './failures.js';
import { historyRun, type HistoryRun } from './historyRun.js';
import type { Summary, TagLibrarySummary, TargetSummary, TrendPoint } from './model.js';
import { missingTests } from './missingTests.js';
import { counted } from './plainText.js';
import { problemSummaries } from './problems.js';
import { timelinesOf } from './timelines.js';
import { verdictOf } from './verdict.js';

export interface Run {
  tests: readonly RunTest[];
  startedAt: Date;
  durationMs: number;
  /** What Playwright made of it: a run may fail without a test that does. */
  hasFailed: boolean;
  /** What is known to be missing, as sentences. */
  notes: readonly string[];
  /** Oldest first, without this run. */
  history: readonly HistoryRun[];
}

/** Points of the trends: more nights than a page is wide. */
const TRENDS = 60;

export function summarize(run: Run): { summary: Summary; kept: HistoryRun } {
  // As they ran in shards or in one process, in whatever order.
  const tests = run.tests.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const failures = failureGroups(tests);
  const verdict = verdictOf(tests, failures, run.hasFailed);
  const endpoints = endpointSummaries(tests);
  const tagLibraries = librariesOf(tests);
  const startedAt = run.startedAt.toISOString();
  const id = idOf(startedAt, tests);
  const kept = historyRun({ id, startedAt, verdict, tests, endpoints, tagLibraries });
  const drift = driftOf(kept, run.history);
  const { timelines, omittedTests } = timelinesOf(tests);
  const summary: Summary = {
    version: 1,
    id,
    startedAt,
    durationMs: Math.round(run.durationMs),
    verdict,
    targets: targetsOf(tests),
    endpoints,
    problems: problemSummaries(tests),
    failures,
    timelines,
    coverage: coverageOf(tests),
    ...(drift !== undefined && { drift }),
    trends: [...run.history, kept].slice(-TRENDS).map(trendPoint),
    differences: targetDifferences(tests),
    tagLibraries,
    xdm: xdmOf(tests),
    notes: [...notesOf(run, tests, omittedTests), ...missingTests(tests, lastOf(run))],
  };
  return { summary, kept };
}

function lastOf({ history, startedAt }: Run): HistoryRun | undefined {
  return history.findLast((earlier) => earlier.startedAt < startedAt.toISOString());
}

/** Repeated tests have one title. */
function orderOf({ name }: RunTest): string {
  return [name.project, titleOf(name), name.id].join('\u0000');
}

/** Begins with the time, so that runs sort by it. */
function idOf(startedAt: string, tests: readonly RunTest[]): string {
  const what = tests.map((test) => `${orderOf(test)} ${test.outcome}`).join('\n');
  const hash = createHash('sha256').update(what).digest('hex').slice(0, 8);
  return `${startedAt.replaceAll(/[-:]|\.\d+/g, '')}-${hash}`;
}

function targetsOf(tests: readonly RunTest[]): TargetSummary[] {
  const targets = new Map<string, TargetSummary>();
  for (const { name, records } of tests) {
    const last = records.at(-1);
    if (last === undefined) continue;
    const key = `${name.project} ${last.target}`;
    const known = targets.get(key) ?? { project: name.project, target: last.target, tests: 0, calls: 0 };
    targets.set(key, known);
    known.tests++;
    known.calls += records.reduce((total, { calls }) => total + calls.length, 0);
  }
  return [...targets.values()].toSorted((a, b) => (`${a.project} ${a.target}` < `${b.project} ${b.target}` ? -1 : 1));
}

function librariesOf(tests: readonly RunTest[]): TagLibrarySummary[] {
  const found = new Map<string, TagLibrarySummary>();
  for (const { records } of tests) {
    for (const library of records.at(-1)?.tagLibraries ?? []) {
      const key = Object.values(library).join('\u0000');
      const known = found.get(key) ?? { ...library, tests: 0 };
      found.set(key, known);
      known.tests++;
    }
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, library]) => library);
}

function trendPoint({ id, startedAt, verdict, latencies, problems }: HistoryRun): TrendPoint {
  const { passed, failed, flaky } = verdict.tests;
  const p50 = Object.fromEntries(Object.entries(latencies).map(([place, each]) => [place, each.p50]));
  return { id, startedAt, passed: passed + flaky, failed, p50, problems };
}

function xdmOf(tests: readonly RunTest[]): Summary['xdm'] {
  const found = tests.flatMap(({ records }) => records.at(-1)?.xdm ?? []);
  return {
    errors: found.reduce((total, { errors }) => total + errors, 0),
    warnings: found.reduce((total, { warnings }) => total + warnings, 0),
    tests: found.length,
  };
}

function notesOf({ notes }: Run, tests: readonly RunTest[], omittedTests: number): string[] {
  const dropped = tests.flatMap(({ records }) => records).reduce((total, record) => total + record.dropped, 0);
  const fields = new Set(tests.flatMap(({ records }) => records.at(-1)?.xdmFields ?? [])).size;
  return [
    ...notes,
    ...tests.flatMap((test) => test.notes),
    ...(dropped > 0 ? [`${counted(dropped, 'call')} of tests with more than 1,000 were not kept.`] : []),
    ...(omittedTests > 0 ? [`The calls of ${counted(omittedTests, 'test')} are not shown one by one.`] : []),
    ...(fields > MAX_XDM_ROWS ? [`Of ${fields} fields of XDM the first ${MAX_XDM_ROWS} are listed.`] : []),
  ];
}
