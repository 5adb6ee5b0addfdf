import { expect, test } from '@playwright/test';
import { isObject, type JsonObject } from '../../../src/protocol/json.js';
import { validateXdm, type XdmOptions, type XdmRule } from '../../../src/schema/index.js';
import { defaultSeverities } from '../../../src/schema/xdm/finding.js';

const ECID = '41529784036815920734815926037481592603';
const sentAt = new Date('2026-01-15T09:15:00Z');

interface Case {
  rule: XdmRule;
  event: JsonObject;
  path: string;
  /** What stands after the path. */
  says: string;
  suggestion?: string;
  title?: string;
  allowed?: number;
  /** Events that differ in what matters, of which nothing is said. */
  fine: readonly JsonObject[];
}

const cases: readonly Case[] = [
  {
    rule: 'unknown-field',
    event: page({ sitesection: 'men' }),
    path: 'web.webPageDetails.sitesection',
    says: 'is not in the schema; did you mean web.webPageDetails.siteSection?',
    suggestion: 'web.webPageDetails.siteSection',
    fine: [page({ siteSection: 'men' }), { _shop: { sitesection: 'men' } }],
  },
  {
    rule: 'unknown-field',
    event: { web: { siteSection: 'men' } },
    path: 'web.siteSection',
    says: 'is not in the schema; did you mean web.webPageDetails.siteSection?',
    suggestion: 'web.webPageDetails.siteSection',
    fine: [],
  },
  {
    rule: 'unknown-field',
    event: page({ colourOfTheSky: 'blue' }),
    path: 'web.webPageDetails.colourOfTheSky',
    says: 'is not in the schema',
    fine: [],
  },
  {
    rule: 'null-value',
    event: page({ name: null }),
    path: 'web.webPageDetails.name',
    says: 'is null: leave the field out where there is no value',
    fine: [page({ name: '' }), page({ name: undefined }), { _shop: { name: null } }],
  },
  {
    rule: 'timestamp-zone',
    event: { timestamp: '2026-01-15 09:14:00' },
    path: 'timestamp',
    says: 'has no time zone: add Z, or an offset such as +01:00; did you mean "2026-01-15T09:14:00Z"?',
    suggestion: '2026-01-15T09:14:00Z',
    fine: [{ timestamp: '2026-01-15T09:14:00Z' }, { timestamp: '2026-01-15T10:14:00+01:00' }],
  },
  {
    rule: 'timestamp-future',
    event: { timestamp: '2026-01-15T11:16:00Z' },
    path: 'timestamp',
    says: 'is 2 hours ahead of when it was sent: events must have happened',
    fine: [{ timestamp: '2026-01-15T09:15:59Z' }],
  },
  {
    rule: 'timestamp-old',
    event: { timestamp: '2025-11-15T09:15:00Z' },
    path: 'timestamp',
    says: 'is 61 days before it was sent',
    fine: [{ timestamp: '2025-12-16T09:15:00Z' }],
  },
  {
    rule: 'ecid-format',
    event: identities({ ECID: [{ id: '123' }] }),
    path: 'identityMap.ECID[0].id',
    says: 'an ECID has 38 digits, this one has 3',
    fine: [identities({ ECID: [{ id: ECID }] }), identities({ CRMID: [{ id: '123' }] })],
  },
  {
    rule: 'ecid-format',
    event: identities({ ECID: [{ id: `${ECID.slice(1)}x` }] }),
    path: 'identityMap.ECID[0].id',
    says: 'an ECID has 38 digits, this one has 38 characters, not all of them digits',
    fine: [],
  },
  {
    rule: 'empty-identity',
    event: identities({ CRMID: [{ id: '  ' }] }),
    path: 'identityMap.CRMID[0].id',
    says: 'the identity is empty: leave it out when the visitor is not known',
    fine: [identities({ CRMID: [{ id: 'a' }] }), identities({ CRMID: [] })],
  },
  {
    rule: 'empty-identity',
    event: identities({ ECID: [{ authenticatedState: 'ambiguous' }] }),
    path: 'identityMap.ECID[0].id',
    says: 'the identity has no id: leave it out when the visitor is not known',
    fine: [],
  },
  {
    rule: 'several-primaries',
    event: identities({ A: [{ id: 'a', primary: true }], B: [{ id: 'b' }, { id: 'c', primary: true }] }),
    path: 'identityMap',
    says: '2 identities are primary, identityMap.A[0] and identityMap.B[1]: an event has one',
    fine: [identities({ A: [{ id: 'a', primary: true }], B: [{ id: 'b', primary: false }] })],
  },
  {
    rule: 'primary-type',
    event: identities({ A: [{ id: 'a', primary: 'true' }] }),
    path: 'identityMap.A[0].primary',
    says: 'must be true or false, not the text "true"',
    fine: [identities({ A: [{ id: 'a', primary: true }] })],
  },
  {
    rule: 'nested-data',
    event: { data: { a: 1 } },
    path: 'data',
    says: 'stands in xdm: it belongs beside it',
    suggestion: 'data',
    fine: [{ _shop: { data: { a: 1 } } }],
  },
  {
    rule: 'misplaced-xdm',
    event: { xdm: {}, web: {}, data: {} },
    path: 'web',
    says: 'stands beside xdm: it belongs in it',
    suggestion: 'xdm.web',
    fine: [
      { xdm: { web: {} }, data: { web: {} } },
      { xdm: {}, query: {}, meta: {}, other: 1 },
    ],
  },
  {
    rule: 'deprecated-field',
    event: { placeContext: { POIinteraction: { POIDetail: {} } } },
    path: 'placeContext.POIinteraction.POIDetail',
    title: 'Point of interest',
    says: 'is deprecated',
    fine: [{ placeContext: { POIinteraction: { poiDetail: {} } } }],
  },
  {
    rule: 'suggested-value',
    event: { device: { type: 'Mobil' } },
    path: 'device.type',
    says: 'is none of the values that the schema suggests; did you mean "mobile"?',
    suggestion: 'mobile',
    allowed: 10,
    fine: [{ device: { type: 'mobile' } }],
  },
  {
    rule: 'placeholder-value',
    event: page({ name: 'Hello {{user.name}}!' }),
    path: 'web.webPageDetails.name',
    says: 'holds "{{user.name}}", which a program writes that has no value',
    fine: [
      page({ name: 'Hello {user}' }),
      page({ name: 'undefined behaviour' }),
      page({ name: '50% off' }),
      page({ name: 'NaNcy' }),
    ],
  },
  {
    rule: 'personal-data',
    event: page({ name: 'anna@shop.example' }),
    path: 'web.webPageDetails.name',
    says: 'looks like an e-mail address: what identifies a person belongs in the identity map, hashed',
    fine: [identities({ Email: [{ id: 'anna@shop.example' }] }), page({ name: '@anna' })],
  },
  {
    rule: 'unsafe-integer',
    event: page({ pageViews: { value: 2 ** 53 } }),
    path: 'web.webPageDetails.pageViews.value',
    says: '9007199254740992 may be another number than the one that was meant: JavaScript holds whole numbers exactly up to 9007199254740991',
    fine: [page({ pageViews: { value: 2 ** 53 - 1 } }), page({ pageViews: { value: 0.1 } })],
  },
];

test('every rule has a case', () => {
  expect(new Set(cases.map(({ rule }) => rule))).toEqual(new Set(Object.keys(defaultSeverities)));
});

for (const { rule, event, path, says, suggestion, title, allowed, fine } of cases) {
  test.describe(`${rule} at ${path}: ${says}`, () => {
    test('is said, and of nothing like it that is right', () => {
      const found = check(event);
      expect(found).toEqual([
        {
          path,
          rule,
          severity: defaultSeverities[rule],
          expected: expect.stringMatching(/./),
          received:
            rule === 'personal-data' ? '(e-mail address)' : rule === 'several-primaries' ? 2 : valueAt(event, path),
          schema: 'edge:xdm/experience-event',
          message: `${path}: ${says}`,
          ...(suggestion !== undefined && { suggestion }),
          ...(title !== undefined && { title }),
          ...(allowed !== undefined && { allowed: expect.any(Array) }),
        },
      ]);
      expect(found[0]?.allowed?.length).toBe(allowed);
      for (const other of fine) expect(check(other), JSON.stringify(other)).toEqual([]);
    });

    test('is an error, a warning or nothing, as it is told', () => {
      for (const severity of ['error', 'warning'] as const) {
        expect(check(event, { rules: { [rule]: severity } })).toMatchObject([{ rule, severity }]);
      }
      expect(check(event, { rules: { [rule]: 'off' } })).toEqual([]);
    });

    test('is not told of a path that is ignored', () => {
      expect(check(event, { ignore: [path] })).toEqual([]);
      expect(check(event, { ignore: ['**.nothing'] })).toHaveLength(1);
    });
  });
}

test('placeholders of the usual languages are found, whole or in a text', () => {
  for (const text of [
    'undefined',
    'null',
    'NaN',
    '[object Object]',
    'a [object Array]',
    '{{x}}',
    '%x%',
    '%page name%',
    '${page}',
  ]) {
    expect(check(page({ name: text })), text).toMatchObject([{ rule: 'placeholder-value', received: text }]);
  }
});

test('values in free data are looked at, and so are those of fields that nobody knows', () => {
  const said = (event: JsonObject) => check(event).map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
  expect(said({ xdm: {}, data: { a: ['anna@shop.example'], b: 'undefined', c: null, d: 2 ** 60 } })).toEqual([
    'warning personal-data data.a[0]',
    'warning placeholder-value data.b',
    'warning unsafe-integer data.d',
  ]);
  expect(said({ foo: { email: 'anna@shop.example' } })).toEqual([
    'error unknown-field foo',
    'warning personal-data foo.email',
  ]);
});

test.describe('one thing is said once', () => {
  const said = (event: JsonObject) => check(event).map(({ rule, path }) => `${rule} ${path}`);

  test('null is no text', () => {
    expect(said(page({ name: null }))).toEqual(['null-value web.webPageDetails.name']);
  });

  test('a time without zone does not fit its format, one that is none has no other fault', () => {
    expect(said({ timestamp: '2026-01-15T09:14:00' })).toEqual(['timestamp-zone timestamp']);
    expect(said({ timestamp: 'yesterday' })).toEqual(['format timestamp']);
    expect(said({ timestamp: 1_768_468_501 })).toEqual(['type timestamp']);
  });

  test('an id of identities that is empty or wrong', () => {
    expect(said(identities({ ECID: [{ id: '' }] }))).toEqual(['empty-identity identityMap.ECID[0].id']);
    expect(said(identities({ ECID: [{ id: 5 }] }))).toEqual(['type identityMap.ECID[0].id']);
    expect(said(identities({ ECID: [{ id: ECID, primary: 'yes' }] }))).toEqual([
      'primary-type identityMap.ECID[0].primary',
    ]);
  });

  test('a field that nobody knows and that is null', () => {
    expect(said({ foo: null })).toEqual(['unknown-field foo']);
  });
});

test('errors come before warnings, each in the order of the event', () => {
  const event = { device: { type: 'x' }, foo: 1, web: { webPageDetails: { name: 'undefined', URL: 5 } }, bar: 2 };
  expect(check(event).map(({ severity, path }) => `${severity} ${path}`)).toEqual([
    'error foo',
    'error web.webPageDetails.URL',
    'error bar',
    'warning device.type',
    'warning web.webPageDetails.name',
  ]);
});

test('what the Edge Network fills in may be missing, what the schema asks for besides may not', () => {
  const schema = {
    $id: 'https://shop.example/required',
    required: ['_id', 'timestamp', 'eventType'],
    properties: {
      _id: true,
      timestamp: true,
      eventType: true,
      order: { required: ['_id'], properties: { _id: true } },
    },
  };
  expect(validateXdm({ order: {} }, { schema }).map(({ message }) => message)).toEqual([
    'required field "eventType" is missing',
    'order: required field "_id" is missing',
  ]);
  expect(validateXdm({ eventType: 'a' }, { schema })).toEqual([]);
});

test.describe('the time of an event', () => {
  const messages = (timestamp: string, at?: Date) =>
    validateXdm({ timestamp }, { sentAt: at }).map(({ message }) => message);

  test('is compared with now when the event is not being sent; only clocks that were never set are too old', () => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    expect(messages(inDays(3.2))).toEqual(['timestamp: is 3 days ahead of now: events must have happened']);
    expect(messages(inDays(-3_000))).toEqual([]);
    expect(messages('1970-01-21T11:14:28Z')).toEqual([
      'timestamp: is older than events can be: is it in seconds, or was the clock not set?',
    ]);
    expect(messages('2010-01-01T00:00:00Z')).toEqual([]);
  });

  test('may be a minute ahead, because clocks differ', () => {
    expect(messages('2026-01-15T09:16:00Z', sentAt)).toEqual([]);
    expect(messages('2026-01-15T09:16:01Z', sentAt)).toEqual([
      'timestamp: is 1 minute ahead of when it was sent: events must have happened',
    ]);
    expect(messages('2026-01-15T12:16:01+03:00', sentAt), 'in another zone').toHaveLength(1);
  });
});

test('of two fields that are spelt alike, the one that is not deprecated is suggested', () => {
  expect(check({ placeContext: { POIinteraction: { PoiDetail: {} } } })).toMatchObject([
    { suggestion: 'placeContext.POIinteraction.poiDetail' },
  ]);
  expect(check({ placeContext: { activePOIs: [{ poiId: 'a' }] } })).toMatchObject([
    { suggestion: 'placeContext.activePOIs[0].poiID' },
  ]);
});

for (const [written, meant] of [
  ['page_views', 'web.webPageDetails.pageViews'],
  ['PageViews', 'web.webPageDetails.pageViews'],
  ['UR', 'web.webPageDetails.URL'],
  ['url', 'web.webPageDetails.URL'],
  ['nmae', 'web.webPageDetails.name'],
  ['xdm:name', 'web.webPageDetails.name'],
  ['webReferrer', 'web.webReferrer'],
  ['zip', undefined],
  ['q', undefined],
] as const) {
  test(`${written} in the page is taken for ${meant ?? 'nothing else'}`, () => {
    expect(check(page({ [written]: {} }))[0]?.suggestion).toBe(meant);
  });
}

function page(details: JsonObject): JsonObject {
  return { web: { webPageDetails: details } };
}

function identities(identityMap: JsonObject): JsonObject {
  return { identityMap };
}

/** When nothing else is said, the event was sent a minute after the time that most of these have. */
function check(event: JsonObject, options: XdmOptions = {}) {
  return validateXdm(event, { sentAt, ...options });
}

function valueAt(event: JsonObject, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .reduce<unknown>(
      (value, key) => (Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined),
      event,
    );
}
