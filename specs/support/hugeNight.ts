/** A night of ten thousand calls. */

import type { Summary, Timeline } from '../../src/reporter/model.js';
import { redNight } from './redNight.js';
import { call, endpointSummary, failureOf, numbers, requestId, testName, trends } from './summaryParts.js';

/** Ten thousand calls: 60 tests with 150 calls each to show, 40 endpoints, 30 runs of history, hundreds of failures. */
export function hugeNight(): Summary {
  const random = numbers(3);
  const red = redNight();
  const ids = Array.from({ length: 8 }, (_, at) => `${String(at).repeat(8)}-0000-4000-8000-5e6f708192a3`);
  const names = ['interact', 'collect', 'identity/acquire', 'media/sessionStart', 'media/ping'];
  const endpoints = ids.flatMap((datastreamId) =>
    names.map((endpoint) =>
      endpointSummary(
        { endpoint, datastreamId, calls: 250, median: 20 + random() * 200, handles: { 'state:store': 250 } },
        random,
      ),
    ),
  );
  const medians = Object.fromEntries(
    endpoints.map((one) => [`live ${one.datastreamId} ${one.endpoint}`, one.latency.p50]),
  );
  const timelines = Array.from({ length: 60 }, (_, test): Timeline => ({
    test: testName(`b${test}`, ['Load', `journey ${test + 1}`], `specs/load/journey${test}.spec.ts`),
    outcome: 'failed',
    omitted: 17,
    calls: Array.from({ length: 150 }, (_unused, at) =>
      call(at, { requestId: requestId(test * 150 + at), startMs: at * 140 + random() * 50, fromPage: at % 3 === 0 }),
    ),
  }));
  const failures = Array.from({ length: 300 }, (_, at) =>
    failureOf(
      at,
      ['Load', `journey ${at}`],
      `Error: journey ${at} did not end\n${'    at specs/load.spec.ts:10:4\n'.repeat(8)}`,
    ),
  );
  const fields = Array.from({ length: 400 }, (_, at) => ({
    name: `_shop.group${at % 20}.field${at}`,
    exercised: at % 7,
    asserted: at % 3,
  }));
  return {
    ...red,
    targets: [{ project: 'nightly', target: 'live', tests: 360, calls: 10_000 }],
    endpoints,
    timelines,
    failures: [...red.failures, { fault: 'infrastructure', cause: 'the journey did not end', failures }],
    coverage: { ...red.coverage, xdmFields: fields },
    trends: trends(30, medians, random),
  };
}
