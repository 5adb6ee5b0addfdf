/** A summary of a run with one failed test of each of two faults, to be changed by the spec that needs another one. */

import type { Failure, Fault, Summary, Verdict } from '../../src/reporter/model.js';

export const requestId = '2f1c6b1e-8f7a-4a43-9b51-0d6a4f5b7c11-00c0ffee00c0ffee';
export const datastreamId = 'da7a57ea-0000-4000-8000-000000000001';

export const noFaults: Record<Fault, number> = {
  data: 0,
  infrastructure: 0,
  credentials: 0,
  configuration: 0,
  spec: 0,
};

/** @param faults failed tests; the outcome follows from them. */
export function verdictOf(faults: Partial<Record<Fault, number>>, passed = 1): Verdict {
  const failed = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const all = passed + failed;
  return {
    sentence: all === 0 ? 'No test ran.' : `${passed} of ${all} tests passed; ${failed} failed.`,
    outcome: all === 0 ? 'empty' : failed > 0 ? 'failed' : 'passed',
    tests: { passed, failed, flaky: 0, skipped: 0 },
    faults: { ...noFaults, ...faults },
  };
}

export const failedHandle: Failure = {
  test: {
    id: 'a-1',
    project: 'live',
    file: 'specs/hero.spec.ts',
    line: 12,
    title: ['home page', 'a visitor in Europe gets the hero offer'],
  },
  message: 'expect(response).toHaveHandle(type, payload) failed',
  difference: { path: 'handle[7].payload[2].hint', expected: '"va6"', received: '"or2"' },
  requestIds: [requestId],
  datastreamIds: [datastreamId],
};

const failedTest: Failure = {
  test: { id: 'b-1', project: 'live', file: 'specs/cart.spec.ts', line: 30, title: ['the cart is sent'] },
  message: "TypeError: Cannot read properties of undefined (reading 'items')",
  requestIds: [],
  datastreamIds: [],
};

export function smallSummary(changed: Partial<Summary> = {}): Summary {
  return {
    version: 1,
    id: '2026-01-15T02-17-00Z-1f2e3d',
    startedAt: '2026-01-15T02:17:00.000Z',
    durationMs: 61_000,
    verdict: verdictOf({ data: 1, spec: 1 }, 51),
    targets: [{ project: 'live', target: 'live', tests: 53, calls: 120 }],
    endpoints: [
      {
        target: 'live',
        datastreamId,
        endpoint: 'interact',
        calls: 120,
        unanswered: 1,
        statuses: { 200: 118, 207: 1 },
        latency: { count: 119, p50: 41.4, p90: 88.8, p99: 140, max: 151, histogram: [], sample: [41, 88] },
        handles: { 'identity:result': 119, 'state:store': 119 },
      },
    ],
    problems: [
      {
        code: 'EXEG-0201-504',
        level: 'error',
        count: 1,
        meaning: 'An upstream service did not answer in time.',
        remedy: 'Send it again later.',
        datastreams: [datastreamId],
        tests: ['the cart is sent'],
      },
    ],
    failures: [
      { fault: 'data', cause: 'handle locationHint:result has another hint', failures: [failedHandle] },
      { fault: 'spec', cause: 'TypeError: Cannot read properties of undefined', failures: [failedTest] },
    ],
    timelines: [],
    coverage: { endpoints: [], services: [], handles: [], problems: [], xdmFields: [] },
    drift: {
      since: { id: '2026-01-14T02-17-00Z-aaaaaa', startedAt: '2026-01-14T02:17:00.000Z' },
      runs: 14,
      changes: [
        {
          kind: 'vanished-handle',
          target: 'live',
          datastreamId,
          endpoint: 'interact',
          sentence: `Handles activation:push no longer come from interact of ${datastreamId}.`,
          tests: ['the cart is sent'],
        },
      ],
    },
    trends: [],
    differences: [],
    tagLibraries: [],
    xdm: { errors: 0, warnings: 0, tests: 0 },
    notes: ['Shard 3 of 4 did not arrive.'],
    ...changed,
  };
}
