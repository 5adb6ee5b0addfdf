/** Requests of every kind for fast-check: valid, nearly valid, hostile, and mixtures of these. */

import fc from 'fast-check';
import type { WireRequest } from '../../src/emulator/index.js';
import { demo } from './emulatorCalls.js';
import { mediaXdm } from './mediaCalls.js';

const paths = [
  '/ee/v2/interact',
  '/ee/or2/v2/interact',
  '/ee/v2/collect',
  '/v2/collect',
  '/ee/v1/interact',
  '/ee/irl1/v1/collect',
  '/ee/v1/privacy/set-consent',
  '/ee/t35/v1/identity/acquire',
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
/** Of the IAB's framework: one that consents, one that does not, and many that are none. */
const consentString = fc.oneof(
  fc.constantFrom(
    'CO052l-O052l-DGAMBFRACBgAIBAAAAAAIYgEawAQEagAAAA',
    'CO052oTO052oTDGAMBFRACBgAABAAAAAAIYgEawAQEagAAAA',
  ),
  fc.base64String({ maxLength: 60 }),
  text,
);
const consentStrings = fc.array(
  fc.record({
    consentStandard: fc.constantFrom('IAB TCF', 'other'),
    consentStandardVersion: fc.constantFrom('2.0', '1.1'),
    consentStringValue: fc.oneof(consentString, anything),
    gdprApplies: fc.oneof(fc.boolean(), anything),
  }),
  { maxLength: 2 },
);
const consent = fc.oneof(
  fc.record({
    standard: fc.constantFrom('Adobe', 'IAB TCF', 'other'),
    version: fc.constantFrom('1.0', '2.0', '3.0'),
    value: fc.oneof(
      fc.record({ general: fc.constantFrom('in', 'out', 'pending', 'x') }),
      fc.record(
        { collect: fc.record({ val: fc.constantFrom('y', 'n', 'p', 'x') }), adID: anything },
        { requiredKeys: [] },
      ),
      consentString,
      anything,
    ),
  }),
  anything,
);
const event = fc.record(
  {
    xdm: fc.oneof(fc.record({ identityMap, eventType: text, consentStrings }, { requiredKeys: [] }), anything),
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
      {
        domain: fc.oneof(fc.constant('shop.example'), text),
        cookiesEnabled: fc.boolean(),
        entries: fc.array(entry, { maxLength: 4 }),
      },
      { requiredKeys: [] },
    ),
    konductorConfig: fc.record({
      streaming: fc.record(
        { enabled: fc.boolean(), recordSeparator: text, lineFeed: fc.oneof(fc.constant('\n'), text) },
        { requiredKeys: ['enabled'] },
      ),
    }),
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
    consent: fc.record({ operation: fc.constantFrom('update', 'x') }, { requiredKeys: [] }),
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
  .record(
    {
      event,
      events: fc.array(event, { maxLength: 3 }),
      consent: fc.array(consent, { maxLength: 2 }),
      identityMap,
      query,
      meta,
    },
    { requiredKeys: [] },
  )
  .map((body) => JSON.stringify(body));
/** Without these, hardly any body would be good enough to be answered. */
const valid = fc
  .record({ page: fc.webUrl(), scopes: fc.array(fc.constantFrom('hero', 'cart'), { maxLength: 2 }) })
  .map(({ page, scopes }) => {
    const view = { xdm: { eventType: 'web.webpagedetails.pageViews', web: { webPageDetails: { URL: page } } } };
    const agreed = [{ standard: 'Adobe', version: '2.0', value: { collect: { val: 'y' } } }];
    return { event: view, events: [view], consent: agreed, query: { personalization: { decisionScopes: scopes } } };
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
      fc.constantFrom('adobedc.demdex.net', 'data.shop.example'),
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
    origin: fc.oneof(fc.constant('https://www.shop.example'), headerValue),
    referer: fc.oneof(fc.webUrl(), headerValue),
    'x-adobe-aep-validation-token': headerValue,
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

export const wireRequest: fc.Arbitrary<WireRequest> = fc.record({
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
