/** Summaries of runs as nights give them, for specs of what is rendered from a summary. */

import type { Summary } from '../../src/reporter/model.js';
import { endpointSummary, numbers, shop, trends } from './summaryParts.js';

/** Nothing failed, nothing changed. */
export function greenNight(): Summary {
  const random = numbers(7);
  const key = (endpoint: string) => `live ${shop} ${endpoint}`;
  const points = trends(21, { [key('interact')]: 118, [key('collect')]: 61, [key('identity/acquire')]: 84 }, random);
  const { id = '', startedAt = '' } = points.at(-1) ?? {};
  return {
    version: 1,
    id,
    startedAt,
    durationMs: 412_000,
    verdict: {
      sentence: '53 of 53 tests passed.',
      outcome: 'passed',
      tests: { passed: 53, failed: 0, flaky: 0, skipped: 1 },
      faults: { data: 0, infrastructure: 0, credentials: 0, configuration: 0, spec: 0 },
    },
    targets: [{ project: 'nightly', target: 'live', tests: 54, calls: 412 }],
    endpoints: [
      endpointSummary(
        {
          endpoint: 'interact',
          calls: 287,
          median: 118,
          handles: {
            'personalization:decisions': 203,
            'identity:result': 41,
            'state:store': 287,
            'locationHint:result': 287,
          },
        },
        random,
      ),
      endpointSummary({ endpoint: 'collect', calls: 97, median: 61 }, random),
      endpointSummary(
        { endpoint: 'identity/acquire', calls: 28, median: 84, handles: { 'identity:result': 28 } },
        random,
      ),
    ],
    problems: [],
    failures: [],
    timelines: [],
    coverage: coverage(),
    drift: { since: { id: points.at(-2)?.id ?? '', startedAt: points.at(-2)?.startedAt ?? '' }, runs: 20, changes: [] },
    trends: points,
    differences: [],
    tagLibraries: [
      {
        property: 'Web shop',
        environment: 'production',
        buildDate: '2026-11-19T08:12:44Z',
        turbineVersion: '28.0.0',
        tests: 9,
      },
    ],
    xdm: { errors: 0, warnings: 0, tests: 53 },
    notes: [],
  };
}

function coverage(): Summary['coverage'] {
  const row = (name: string, exercised: number, asserted: number) => ({ name, exercised, asserted });
  return {
    endpoints: [row('collect', 12, 4), row('identity/acquire', 6, 6), row('interact', 47, 45), row('media', 0, 0)],
    services: [row('analytics', 31, 8), row('audience manager', 4, 0), row('identity', 53, 20), row('target', 24, 19)],
    handles: [
      row('identity:result', 20, 14),
      row('locationHint:result', 47, 0),
      row('personalization:decisions', 24, 22),
      row('state:store', 47, 2),
    ],
    problems: [row('EXEG-0003-400', 1, 1), row('EXEG-0201-503', 0, 0)],
    xdmFields: [
      row('commerce.order.priceTotal', 8, 3),
      row('eventType', 53, 31),
      row('productListItems[].SKU', 8, 5),
      row('web.webPageDetails.URL', 40, 0),
    ],
  };
}

/** No history to compare with. */
export function firstRun(): Summary {
  const { drift: _, ...green } = greenNight();
  return { ...green, trends: green.trends.slice(-1) };
}

/** Nothing ran: a wrong `--grep`, say. */
export function emptyRun(): Summary {
  return {
    version: 1,
    id: '2026-11-25T0200-0000',
    startedAt: '2026-11-25T02:00:00.000Z',
    durationMs: 310,
    verdict: {
      sentence: 'No test ran.',
      outcome: 'empty',
      tests: { passed: 0, failed: 0, flaky: 0, skipped: 0 },
      faults: { data: 0, infrastructure: 0, credentials: 0, configuration: 0, spec: 0 },
    },
    targets: [],
    endpoints: [],
    problems: [],
    failures: [],
    timelines: [],
    coverage: { endpoints: [], services: [], handles: [], problems: [], xdmFields: [] },
    trends: [],
    differences: [],
    tagLibraries: [],
    xdm: { errors: 0, warnings: 0, tests: 0 },
    notes: [],
  };
}
