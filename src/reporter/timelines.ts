/** The calls of tests one after the other: of those first in which something went wrong. */

import type { CallRecord } from '../traffic/testRecord.js';
import type { RunTest } from './collect.js';
import type { Timeline, TimelineCall } from './model.js';

/** Calls in all timelines together, and in one: the page is to open at once. */
const ALL = 5_000;
const ONE = 200;

export function timelinesOf(tests: readonly RunTest[]): { timelines: Timeline[]; omittedTests: number } {
  const withCalls = tests.filter(({ records }) => (records.at(-1)?.calls.length ?? 0) > 0);
  const ordered = withCalls.toSorted((a, b) => urgency(a) - urgency(b));
  const timelines: Timeline[] = [];
  let room = ALL;
  for (const test of ordered) {
    const calls = test.records.at(-1)?.calls ?? [];
    const shown = calls.slice(0, ONE);
    if (shown.length > room) continue;
    room -= shown.length;
    timelines.push({
      test: test.name,
      outcome: test.outcome,
      calls: shown.map(timelineCall),
      omitted: calls.length - shown.length,
    });
  }
  return { timelines, omittedTests: withCalls.length - timelines.length };
}

function urgency({ outcome, records }: RunTest): number {
  if (outcome === 'failed') return 0;
  if (outcome === 'flaky') return 1;
  return records.at(-1)?.calls.some(({ problems, failure }) => problems.length > 0 || failure !== undefined) === true
    ? 2
    : 3;
}

function timelineCall({
  startMs,
  totalMs,
  endpoint,
  path,
  status,
  failure,
  requestId,
  eventTypes,
  problems,
  page,
}: CallRecord): TimelineCall {
  return {
    startMs,
    ...(totalMs !== undefined && { totalMs }),
    endpoint,
    path,
    ...(status !== undefined && { status }),
    ...(failure !== undefined && { failure }),
    ...(requestId !== undefined && { requestId }),
    eventTypes,
    problems: problems.map(({ code }) => code),
    fromPage: page !== undefined,
  };
}
