/** A night on which all went wrong that can. */

import type { FailureGroup, Summary, Timeline } from '../../src/reporter/model.js';
import { greenNight } from './summaries.js';
import { app, call, endpointSummary, failureOf, numbers, requestId, shop, testName } from './summaryParts.js';

/** One failure, or more, of every class. */
function everyFault(): FailureGroup[] {
  return [
    {
      fault: 'data',
      cause: 'the answer has no personalization:decisions of scope "hero"',
      failures: [
        failureOf(
          1,
          ['Home page', 'gets the hero offer'],
          'expect(response).toHaveHandle(expected) failed\n\nExpected: personalization:decisions { "scope": "hero" }\nReceived: 1 handle of that type, scope "banner"',
          {
            difference: { path: 'payload[0].scope', expected: '"hero"', received: '"banner"' },
            requestIds: [requestId(1), requestId(11), requestId(12)],
          },
        ),
        failureOf(
          2,
          ['Category page', 'keeps the hero offer of the home page'],
          'expect(response).toHaveHandle(expected) failed',
          {
            difference: { path: 'payload[0].scope', expected: '"hero"', received: '"banner"' },
          },
        ),
      ],
    },
    {
      fault: 'infrastructure',
      cause: 'no answer from edge.adobedc.net within 10 s',
      failures: [
        failureOf(
          3,
          ['Checkout', 'sends the purchase'],
          'EdgeConnectionError: POST https://edge.adobedc.net/ee/v2/interact gave no answer within 10000 ms.\n\nFix: try again; raise edgeTimeout when the network is slow.',
          { requestIds: [] },
        ),
      ],
    },
    {
      fault: 'credentials',
      cause: 'EXEG-0503-401: the token has expired',
      failures: Array.from({ length: 8 }, (_, at) =>
        failureOf(
          20 + at,
          ['Server side', `order ${at + 1} of the night arrives`],
          'expect(response).toBeAccepted() failed\n\nExpected: accepted\nReceived: 401, EXEG-0503-401',
          { datastreamIds: [app] },
        ),
      ),
    },
    {
      fault: 'configuration',
      cause: 'datastream "shop-staging" is in no file of datastreams',
      failures: [
        failureOf(5, ['Staging', 'answers at all'], 'EDGE_CONFIG_INVALID: there is no datastream "shop-staging".', {
          requestIds: [],
          datastreamIds: [],
        }),
      ],
    },
    {
      fault: 'spec',
      cause: "TypeError: Cannot read properties of undefined (reading 'sku')",
      failures: [
        failureOf(
          6,
          ['Cart', 'removes the last item'],
          "TypeError: Cannot read properties of undefined (reading 'sku')\n    at specs/cart.spec.ts:41:19",
          { requestIds: [requestId(6)] },
        ),
      ],
    },
  ];
}

function redTimelines(): Timeline[] {
  return [
    {
      test: testName('a1b2c3d4-1', ['Home page', 'gets the hero offer'], 'specs/shop.spec.ts', 24),
      outcome: 'failed',
      omitted: 2,
      calls: [
        call(1, { fromPage: true }),
        call(2, {
          endpoint: 'identity/acquire',
          path: 'POST /ee/or2/v1/identity/acquire',
          eventTypes: [],
          startMs: 190,
        }),
        call(3, { status: 207, problems: ['EXEG-0204-504'], totalMs: 640 }),
        call(4, {
          endpoint: 'collect',
          path: 'POST /ee/or2/v2/collect',
          status: 202,
          startMs: 1100,
          eventTypes: ['commerce.purchases', 'commerce.order'],
        }),
      ],
    },
    {
      test: testName('a1b2c3d4-3', ['Checkout', 'sends the purchase'], 'specs/shop.spec.ts', 52),
      outcome: 'failed',
      omitted: 0,
      calls: [
        {
          startMs: 0,
          totalMs: 10_000,
          endpoint: 'interact',
          path: 'POST /ee/v2/interact',
          failure: 'no answer within 10000 ms',
          eventTypes: ['commerce.purchases'],
          problems: [],
          fromPage: false,
        },
      ],
    },
    {
      test: testName('a1b2c3d4-7', ['Consent', 'is kept'], 'specs/consent.spec.ts', 8),
      outcome: 'flaky',
      omitted: 0,
      calls: [call(1), call(2, { status: 200, problems: ['EXEG-0104-422'] })],
    },
  ];
}

/** Failures of every class, changes, problems, two targets that differ, and something left out. */
export function redNight(): Summary {
  const random = numbers(11);
  const green = greenNight();
  const [since] = green.trends.slice(-2);
  const now = green.trends.at(-1);
  const where = {
    target: 'live' as const,
    datastreamId: shop,
    endpoint: 'interact',
    tests: ['Home page › gets the hero offer'],
  };
  return {
    ...green,
    verdict: {
      sentence:
        '40 of 53 tests passed; 13 failed: a token or access right is missing (8), the datastream answers wrong (2), no answer (1), settings (1), the test itself (1).',
      outcome: 'failed',
      tests: { passed: 39, failed: 13, flaky: 1, skipped: 1 },
      faults: { data: 2, infrastructure: 1, credentials: 8, configuration: 1, spec: 1 },
    },
    targets: [
      { project: 'emulator', target: 'emulator', tests: 54, calls: 405 },
      { project: 'nightly', target: 'live', tests: 54, calls: 398 },
    ],
    endpoints: [
      endpointSummary(
        {
          endpoint: 'interact',
          calls: 280,
          median: 3,
          target: 'emulator',
          handles: { 'state:store': 280, 'personalization:decisions': 212 },
        },
        random,
      ),
      endpointSummary(
        {
          endpoint: 'interact',
          calls: 281,
          median: 163,
          unanswered: 1,
          statuses: { '200': 268, '207': 9, '503': 3 },
          handles: {
            'personalization:decisions': 190,
            'identity:result': 41,
            'state:store': 277,
            'locationHint:result': 277,
          },
        },
        random,
      ),
      endpointSummary({ endpoint: 'collect', calls: 97, median: 61, statuses: { '202': 97 } }, random),
      endpointSummary(
        { endpoint: 'identity/acquire', calls: 12, median: 84, handles: { 'identity:result': 12 } },
        random,
      ),
      endpointSummary(
        { endpoint: 'interact', calls: 8, median: 41, datastreamId: app, statuses: { '401': 8 } },
        random,
      ),
    ],
    problems: [
      {
        code: 'EXEG-0503-401',
        level: 'fatal',
        count: 8,
        meaning: 'The access token has expired.',
        remedy: 'Ask IMS for a new token; see that the secret of the nightly job is the one in use.',
        datastreams: [app],
        tests: Array.from({ length: 8 }, (_, at) => `Server side › order ${at + 1} of the night arrives`),
      },
      {
        code: 'EXEG-0201-503',
        level: 'error',
        count: 3,
        meaning: 'A service behind the datastream could not be reached.',
        remedy: 'Try again later. If it stays, open a ticket with the request id.',
        datastreams: [shop],
        tests: ['Home page › gets the hero offer'],
      },
      {
        code: 'EXEG-0204-504',
        level: 'warning',
        count: 9,
        meaning: 'Adobe Target did not answer in time.',
        remedy: 'Look at the response times of Target; the page went on without offers.',
        datastreams: [shop],
        tests: ['Home page › gets the hero offer', 'Category page › keeps the hero offer of the home page'],
      },
      { code: 'EXEG-9999-418', level: 'warning', count: 1, meaning: '', remedy: '', datastreams: [shop], tests: [] },
    ],
    failures: everyFault(),
    timelines: redTimelines(),
    drift: {
      since: { id: since?.id ?? '', startedAt: since?.startedAt ?? '' },
      runs: 20,
      changes: [
        { ...where, kind: 'new-handle', sentence: 'interact answers with activation:push, which no run before had.' },
        {
          ...where,
          kind: 'vanished-proposition',
          sentence: 'Proposition "hero" of Target, activity 412233, no longer comes.',
        },
        {
          ...where,
          kind: 'slower',
          sentence:
            'p50 rose from 118 ms to 163 ms (38 %), more than the 20 runs before vary (rank test, false alarm 1 in 1,000).',
          tests: [],
        },
        {
          ...where,
          kind: 'new-problem',
          sentence: 'Warning EXEG-0204-504 came 9 times; no run before had it.',
          tests: ['Home page › gets the hero offer', 'Category page › keeps the hero offer of the home page'],
        },
        {
          ...where,
          kind: 'changed-type',
          sentence: 'personalization:decisions: items[].data.price was a number, and is a string.',
        },
        {
          kind: 'tag-library-rebuilt',
          target: 'live',
          datastreamId: '',
          endpoint: '',
          sentence: 'Web shop (production) was built 2026-11-24 17:40, before 2026-11-19 08:12.',
          tests: [],
        },
        { ...where, endpoint: 'collect', kind: 'faster', sentence: 'p50 fell from 74 ms to 61 ms (18 %).', tests: [] },
      ],
    },
    trends:
      now === undefined
        ? []
        : [
            ...green.trends.slice(0, -1),
            { ...now, passed: 40, failed: 13, problems: 21, p50: { ...now.p50, [`live ${shop} interact`]: 163 } },
          ],
    differences: [
      {
        test: 'Home page › gets the hero offer',
        endpoint: 'interact',
        onlyEmulator: ['personalization:decisions scope hero'],
        onlyLive: ['activation:push', 'personalization:decisions scope banner'],
      },
      { test: 'Cart › keeps its items', endpoint: 'collect', onlyEmulator: [], onlyLive: ['status 202'] },
    ],
    xdm: { errors: 2, warnings: 5, tests: 53 },
    notes: [
      'Shard 3 of 4 never arrived: its tests are not in this report.',
      'The history file of 2026-11-12 is cut off and was passed over.',
    ],
  };
}
