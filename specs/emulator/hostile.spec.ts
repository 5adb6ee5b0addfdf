/** Anything at all may be sent. Whatever it is, the answer is one that the Edge Network could give. */

import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { problemCodes, problemStatus, type ProblemCode } from '../../src/protocol/problems.js';
import type { WireAnswer, WireRequest } from '../../src/emulator/index.js';
import { endpoints, matchEndpoint } from '../../src/protocol/endpoints.js';
import { isObject } from '../../src/protocol/json.js';
import { checkAnswer } from '../../src/schema/index.js';
import { demo, emulatorOfFixtures } from '../support/emulatorCalls.js';
import { mediaXdm } from '../support/mediaCalls.js';

/** What documented problems and successes are answered with. A 500 would be documented, but be a fault of ours. */
const documented = new Set([
  ...endpoints.flatMap(({ success }) => success),
  ...(Object.keys(problemCodes) as ProblemCode[]).map(problemStatus).filter((status) => status < 500),
  404,
]);

const paths = [
  '/ee/v2/interact',
  '/ee/or2/v2/interact',
  '/ee/v2/collect',
  '/v2/collect',
  '/ee/v1/interact',
  '/ee/va/v1/sessionStart',
  '/ee/irl1/va/v1/play',
  '/ee/va/v1/statesUpdate',
  '/ee/va/v1/downloaded',
  '/ims/token/v3',
  '/__emulator/calls',
  '/__emulator/health',
];

const text = fc.string({ unit: 'binary', maxLength: 40 });
/** What a header may hold on the wire. */
const headerValue = fc.stringMatching(/^[\t\x20-\x7e\x80-\xff]{0,60}$/);
const key = fc.constantFrom('__proto__', 'constructor', 'toString', 'id', 'xdm', 'state', 'fetch', 'enabled', 'ECID');
const anything = fc.oneof(
  { depthSize: 'small', withCrossShrink: true },
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(key, fc.jsonValue({ maxDepth: 2 })),
);

const identityItem = fc.record(
  {
    id: fc.oneof(fc.uuid(), fc.stringMatching(/^\d{36,40}$/), text),
    primary: fc.oneof(fc.boolean(), fc.constantFrom('true', 'false', 'maybe')),
    authenticatedState: fc.constantFrom('ambiguous', 'authenticated', 'loggedOut', 'x'),
  },
  { requiredKeys: [] },
);
const identityMap = fc.dictionary(
  fc.oneof(fc.constantFrom('ECID', 'FPID', 'Email', 'CORE'), key),
  fc.array(identityItem, { maxLength: 3 }),
  {
    maxKeys: 3,
  },
);
const event = fc.record(
  {
    xdm: fc.oneof(fc.record({ identityMap, eventType: text }, { requiredKeys: [] }), anything),
    data: anything,
    query: anything,
  },
  { requiredKeys: [] },
);
const mediaCollection = fc.record(
  {
    playhead: fc.oneof(fc.nat(), anything),
    sessionID: fc.oneof(
      fc.stringMatching(/^[0-9a-f]{64}$/),
      key.map((name) => name.repeat(64).slice(0, 64)),
      anything,
    ),
    sessionDetails: fc.oneof(
      fc.constant({ name: 'film', playerName: 'p', length: 58, channel: 'shop', contentType: 'VOD' }),
      anything,
    ),
    statesStart: fc.oneof(fc.constant([{ name: 'mute' }]), anything),
  },
  { requiredKeys: ['playhead'] },
);
const mediaEvent = fc.record({
  xdm: fc.oneof(
    fc.record(
      {
        eventType: fc.constantFrom('media.sessionStart', 'media.play', 'media.statesUpdate', 'media.downloaded'),
        timestamp: fc.oneof(fc.constant('2026-03-01T12:00:00Z'), text),
        mediaCollection: fc.oneof({ weight: 4, arbitrary: mediaCollection }, { weight: 1, arbitrary: anything }),
        mediaDownloadedEvents: anything,
      },
      { requiredKeys: ['eventType', 'mediaCollection'] },
    ),
    anything,
  ),
});
const entry = fc.record({
  key: fc.oneof(
    fc.constantFrom('identity', 'consent', 'cluster').map((name) => `kndctr_${demo.orgId.replace('@', '_')}_${name}`),
    text,
  ),
  value: fc.oneof(text, fc.base64String({ maxLength: 120 }), fc.constantFrom('general=out', 'general=in')),
});
const meta = fc.record(
  {
    state: fc.record(
      { domain: text, cookiesEnabled: fc.boolean(), entries: fc.array(entry, { maxLength: 4 }) },
      { requiredKeys: [] },
    ),
    configOverrides: fc.oneof(
      anything,
      fc.dictionary(
        fc.constantFrom('com_adobe_target', 'com_adobe_identity', 'com_adobe_experience_platform'),
        anything,
      ),
    ),
  },
  { requiredKeys: [] },
);
const query = fc.record(
  {
    identity: fc.record(
      { fetch: fc.array(fc.oneof(fc.constantFrom('ECID', 'CORE', 'Email'), text)) },
      { requiredKeys: [] },
    ),
    personalization: fc.record(
      {
        decisionScopes: fc.array(fc.oneof(fc.constantFrom('hero', 'cart', '__view__'), text, fc.base64String()), {
          maxLength: 33,
        }),
        surfaces: fc.array(fc.oneof(fc.webUrl(), text), { maxLength: 3 }),
        schemas: fc.array(text, { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const nearlyValid = fc
  .record({ event, events: fc.array(event, { maxLength: 3 }), query, meta }, { requiredKeys: [] })
  .map((body) => JSON.stringify(body));
/** Without these, hardly any body would be good enough to be answered. */
const valid = fc
  .record({ page: fc.webUrl(), scopes: fc.array(fc.constantFrom('hero', 'cart'), { maxLength: 2 }) })
  .map(({ page, scopes }) => {
    const view = { xdm: { eventType: 'web.webpagedetails.pageViews', web: { webPageDetails: { URL: page } } } };
    return { event: view, events: [view], query: { personalization: { decisionScopes: scopes } } };
  })
  .map((body) => JSON.stringify(body));
const media = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: mediaEvent },
      { weight: 5, arbitrary: fc.constantFrom('sessionStart', 'play').map((name) => ({ xdm: mediaXdm(name) })) },
      { weight: 1, arbitrary: anything },
    ),
    { maxLength: 3 },
  )
  .map((events) => JSON.stringify({ events }));
const body = fc.oneof(
  { weight: 6, arbitrary: nearlyValid },
  { weight: 4, arbitrary: media },
  { weight: 3, arbitrary: valid },
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: anything.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('utf8')) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60_000 }).map((depth) => '['.repeat(depth)) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 4000 })
      .map((depth) => `{"event":${'{"xdm":'.repeat(depth)}1${'}'.repeat(depth)}}`),
  },
);

const headers = fc.record(
  {
    host: fc.oneof(
      fc.constantFrom('edge.adobedc.net', 'server.adobedc.net', '127.0.0.1:1', 'va6.server.adobedc.net'),
      headerValue,
    ),
    'content-type': fc.oneof(
      { weight: 4, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: fc.constantFrom('application/xml', 'image/png', 'multipart/form-data; boundary=x') },
      { weight: 1, arbitrary: headerValue },
    ),
    authorization: fc.oneof(
      headerValue,
      headerValue.map((value) => `Bearer ${value}`),
      fc.constant('Bearer e30.e30.e30'),
    ),
    cookie: fc.oneof(
      headerValue,
      fc.base64String().map((value) => `kndctr_${demo.orgId.replace('@', '_')}_identity=${value}; FPID=%`),
    ),
    origin: headerValue,
    'x-api-key': headerValue,
    'x-gw-ims-org-id': headerValue,
    'x-request-id': fc.oneof(fc.uuid(), headerValue),
    'x-edge-emulator-namespace': headerValue,
  },
  { requiredKeys: [] },
);

const search = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      `?dataStreamId=${demo.id}`,
      `?configId=${demo.id}:dev&silent=true`,
      `?datastreamId=${demo.id}&requestId=%00`,
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(`?dataStreamId=__proto__`, `?dataStreamId=a&dataStreamId=b`, '?', '?%', '') },
  { weight: 1, arbitrary: text.map((value) => `?${value}`) },
);

const request: fc.Arbitrary<WireRequest> = fc.record({
  method: fc.oneof(
    { weight: 9, arbitrary: fc.constant('POST') },
    { weight: 1, arbitrary: fc.constantFrom('GET', 'OPTIONS', 'HEAD', 'X') },
  ),
  target: fc
    .tuple(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...paths) }, { weight: 1, arbitrary: text }), search)
    .map((parts) => parts.join('')),
  headers: fc.oneof(
    { weight: 3, arbitrary: fc.constant({ 'content-type': 'text/plain', host: 'edge.adobedc.net' }) },
    { weight: 2, arbitrary: headers },
  ),
  body,
  bodyTooLarge: fc.constant(false),
});

/**
 * What is wrong with an answer; nothing when it is one that the Edge Network could give. A list, because thousands of
 * assertions would be thousands of steps in the report, which took twenty times as long as the emulator does.
 */
function faultsOf(sent: WireRequest, { status, headers: answered, body: answeredBody }: WireAnswer): string[] {
  const faults = documented.has(status) ? [] : [`the status ${status} is not documented`];
  // What a client sent must not end up in a header that cannot be written.
  try {
    for (const [name, value] of Object.entries(answered))
      for (const one of [value].flat()) void new Headers([[name, one]]);
  } catch (error) {
    faults.push(`the headers cannot be written: ${String(error)}`);
  }
  const endpoint = matchEndpoint(sent.target.split('?')[0]!)?.endpoint.name;
  if (endpoint === undefined || sent.method !== 'POST') return faults;
  const isJson = /json/.test(String(answered['content-type']));
  const parsed: unknown = isJson ? JSON.parse(answeredBody) : undefined;
  const { violations, unknownHandleTypes } = checkAnswer({
    endpoint,
    status,
    text: answeredBody,
    body: parsed,
    isJson,
  });
  faults.push(...violations.map(({ message }) => message), ...unknownHandleTypes);
  if (isObject(parsed) && status >= 400 && parsed['status'] !== status) faults.push('the problem has another status');
  return faults;
}

test('thousands of requests, valid, nearly valid and hostile, get answers from the documented table', async () => {
  const emulator = emulatorOfFixtures();
  const seen = new Set<number>();
  let mediaSessions = 0;
  await fc.assert(
    fc.asyncProperty(request, async (sent) => {
      const answer = await emulator.handle(sent);
      seen.add(answer.status);
      if (answer.body.includes('media-analytics:new-session')) mediaSessions++;
      const faults = faultsOf(sent, answer);
      if (faults.length > 0) throw new Error(`${faults.join('; ')}\n${answer.body}`);
    }),
    // Always the same requests, because what they reach is asserted too.
    { numRuns: 2000, seed: 20_261_124 },
  );
  // The generator is worth something only if it reaches both answers and refusals.
  expect([200, 202, 204, 400, 401, 404, 408, 415, 422].filter((status) => !seen.has(status))).toEqual([]);
  expect(mediaSessions).toBeGreaterThan(0);
  expect((await emulator.fetch(new Request('http://localhost/__emulator/calls'))).status).toBe(200);
});

test('prototypes are as they were after hostile names everywhere', async () => {
  const emulator = emulatorOfFixtures();
  const names = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty'];
  for (const name of names) {
    const hostile = `{"polluted":true,"enabled":false,"id":"x","value":"x","key":"x"}`;
    const texts = [
      `{"event":{"xdm":{"identityMap":{"${name}":[${hostile}]}}}}`,
      `{"event":{"xdm":{"${name}":${hostile}},"data":{"${name}":${hostile}}}}`,
      `{"event":{},"meta":{"configOverrides":{"${name}":${hostile}}}}`,
      `{"event":{},"meta":{"configOverrides":{"com_adobe_target":{"${name}":${hostile}}}}}`,
      `{"event":{},"meta":{"state":{"entries":[${hostile}],"${name}":${hostile}}}}`,
      `{"${name}":${hostile},"event":{}}`,
    ];
    for (const sent of texts) {
      const named: WireRequest = {
        method: 'POST',
        target: `/ee/v2/interact?dataStreamId=${demo.id}&${name}=x`,
        headers: { 'content-type': 'application/json', host: 'edge.adobedc.net', 'x-edge-emulator-namespace': name },
        body: sent,
        bodyTooLarge: false,
      };
      expect(faultsOf(named, await emulator.handle(named)), sent).toEqual([]);
    }
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect({}).not.toHaveProperty('polluted');
});
