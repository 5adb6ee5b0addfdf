/** Every problem that the emulated endpoints can raise, with the whole document that says so. */

import { expect, test } from '@playwright/test';
import type { ProblemCode } from '../../src/protocol/problems.js';
import {
  emulatorOf,
  emulatorOfFixtures,
  credentials,
  datastreamNamed,
  demo,
  pageView,
} from '../support/emulatorCalls.js';
import { problemDocument, send, type Call } from '../support/emulatorCalls.js';

const requestId = '7f2f1c1e-5f0a-4a52-9d6c-0a8b6a1c2d3e';

interface Refused {
  what: string;
  code: ProblemCode;
  call: Call;
  detail: string;
  /** In the report beside requestId, orgId and configId. */
  report?: object;
}

const identities = (identityMap: object) => ({ body: { event: { xdm: { ...pageView.xdm, identityMap } } } });
const overrides = (configOverrides: object) => ({ body: { event: pageView, meta: { configOverrides } } });
const scopes = (count: number) => ({
  body: {
    event: pageView,
    query: { personalization: { decisionScopes: Array.from({ length: count }, (_, index) => `scope-${index}`) } },
  },
});

const types = 'application/json, application/x-jackson-smile, text/plain, text/javascript';

/** Refused before a datastream is known, so the report holds the requestId alone. */
const withoutDatastream: Refused[] = [
  {
    what: 'no datastream in the URL',
    code: 'EXEG-0002-400',
    call: { query: null },
    detail: 'The URL names no datastream. Add datastreamId=<datastream id> to its query.',
  },
  {
    what: 'an empty datastream in the URL',
    code: 'EXEG-0002-400',
    call: { query: { dataStreamId: '' } },
    detail: 'The URL names no datastream. Add datastreamId=<datastream id> to its query.',
  },
  {
    what: 'an unknown datastream',
    code: 'EXEG-0003-400',
    call: { query: { dataStreamId: 'BOGUS' } },
    detail: "There is no datastream 'BOGUS'. Use the id of one that exists.",
  },
  {
    what: 'silent that is neither true nor false',
    code: 'EXEG-0108-400',
    call: { path: '/ee/v2/collect', query: { silent: 'maybe' } },
    detail: "The query parameter silent is 'maybe'. Use true or false, or leave it out.",
  },
];

const withDatastream: Refused[] = [
  {
    what: 'a disabled datastream',
    code: 'EXEG-0004-422',
    call: { datastream: 'disabled' },
    detail: `The datastream 'disabled' (${datastreamNamed('disabled').id}) is switched off. Enable it.`,
  },
  {
    what: 'an organisation without Experience Platform',
    code: 'EXEG-0010-422',
    call: { datastream: 'no-organisation' },
    detail: `The organisation '${demo.orgId}' has no Experience Platform configuration.`,
  },
  {
    what: 'a datastream without Experience Platform',
    code: 'EXEG-0011-422',
    call: { datastream: 'no-platform' },
    detail: `Experience Platform is not enabled on the datastream 'no-platform' (${datastreamNamed('no-platform').id}).`,
  },
  {
    what: 'a sandbox that is gone',
    code: 'EXEG-0012-422',
    call: { datastream: 'no-sandbox' },
    detail: `The sandbox 'gone' of the datastream does not exist, or does not belong to '${demo.orgId}'.`,
  },
  {
    what: 'a namespace that the sandbox does not know',
    code: 'EXEG-0013-422',
    call: identities({ Emial: [{ id: 'user@shop.example', primary: true }] }),
    detail: `The sandbox 'prod' of ${demo.orgId} has no identity namespace 'Emial'. Create it, or correct the code.`,
    report: { eventIndex: 0 },
  },
  {
    what: 'a body that is not JSON',
    code: 'EXEG-0101-400',
    call: { body: '{"event": ' },
    detail: 'The body is not valid JSON: Unexpected end of JSON input',
  },
  {
    what: 'a field of the wrong type',
    code: 'EXEG-0102-400',
    call: { body: { event: 'page view' } },
    detail: 'The body is not valid: event: expected object, received string "page view".',
  },
  {
    what: 'a body that is no object',
    code: 'EXEG-0102-400',
    call: { body: '[]' },
    detail: 'The body is not valid: expected object, received array of 0 items.',
  },
  {
    what: 'a primary flag that is neither true nor false',
    code: 'EXEG-0102-400',
    call: identities({ Email: [{ id: 'user@shop.example', primary: 'perhaps' }] }),
    detail:
      'The body is not valid: event.xdm.identityMap.Email[0].primary: expected one of true, false, "true", "false", received string "perhaps".',
  },
  {
    what: 'a body without event',
    code: 'EXEG-0103-400',
    call: { body: {} },
    detail: 'The body is not valid: required field "event" is missing.',
  },
  {
    what: 'an identity without id',
    code: 'EXEG-0103-400',
    call: identities({ Email: [{ primary: true }] }),
    detail: 'The body is not valid: event.xdm.identityMap.Email[0]: required field "id" is missing.',
  },
  {
    what: 'a batch without events',
    code: 'EXEG-0104-422',
    call: { path: '/ee/v2/collect', body: { events: [] } },
    detail: 'The body is not valid; the report says why.',
    report: { errors: ['events: expected at least 1 item, received array of 0 items'] },
  },
  {
    what: 'more decision scopes than one request may name',
    code: 'EXEG-0104-422',
    call: scopes(31),
    detail: 'The body is not valid; the report says why.',
    report: { errors: ['query.personalization.decisionScopes: expected at most 30 items, received array of 31 items'] },
  },
  {
    what: 'more decision scopes than that, spread over request and event',
    code: 'EXEG-0104-422',
    call: {
      body: {
        event: { ...pageView, query: { personalization: { decisionScopes: ['another'] } } },
        query: scopes(30).body.query,
      },
    },
    detail: 'The body is not valid; the report says why.',
    report: { errors: ['query.personalization.decisionScopes names 31 scopes; at most 30 are allowed.'] },
  },
  {
    what: 'several faults at once',
    code: 'EXEG-0104-422',
    call: { body: { event: { xdm: 1, data: 2 } } },
    detail: 'The body is not valid; the report says why.',
    report: {
      errors: ['event.xdm: expected object, received number 1', 'event.data: expected object, received number 2'],
    },
  },
  {
    what: 'no content type',
    code: 'EXEG-0106-400',
    call: { headers: { 'content-type': '' } },
    detail: `There is no Content-Type header. Use one of ${types}.`,
  },
  {
    what: 'a content type that cannot be read',
    code: 'EXEG-0106-400',
    call: { headers: { 'content-type': 'json' } },
    detail: `The Content-Type header is 'json'. Use one of ${types}.`,
  },
  {
    what: 'an empty body',
    code: 'EXEG-0109-408',
    call: { body: ' \n' },
    detail: 'The request has no body. Send one as JSON.',
  },
  {
    what: 'cookies enabled without a domain',
    code: 'EXEG-0110-400',
    call: { body: { event: pageView, meta: { state: { cookiesEnabled: true } } } },
    detail:
      'meta.state.domain is needed while meta.state.cookiesEnabled is true. Set it to the top-level domain of the page.',
  },
  {
    what: 'another content type',
    code: 'EXEG-0111-415',
    call: { headers: { 'content-type': 'application/xml; charset=utf-8' } },
    detail: `The content type 'application/xml' is not read. Use one of ${types}.`,
  },
  {
    what: 'a body of more than 64 KB',
    code: 'EXEG-0112-413',
    call: { body: { event: { ...pageView, data: { text: 'x'.repeat(64 * 1024) } } } },
    detail: 'The body is larger than 65536 bytes. Send fewer events, or less data.',
  },
  {
    what: 'an override of a value that is not registered',
    code: 'EXEG-0113-400',
    call: overrides({ com_adobe_analytics: { reportSuites: ['shop-dev', 'other'] } }),
    detail: 'The datastream does not allow these configuration overrides; the report says which.',
    report: {
      errors: [
        'meta.configOverrides.com_adobe_analytics.reportSuites: "other" is not registered on the datastream. Registered are: shop-dev, shop-eu.',
      ],
    },
  },
  {
    what: 'an override of the wrong type',
    code: 'EXEG-0113-400',
    call: overrides({ com_adobe_target: { enabled: 'no' } }),
    detail: 'The configuration overrides are not valid; the report says why.',
    report: {
      errors: ['meta.configOverrides.com_adobe_target.enabled: expected boolean, received string "no"'],
    },
  },
  {
    what: 'a namespace that events may not carry',
    code: 'EXEG-0304-400',
    call: { datastream: 'strict-identities', ...identities({ loyaltyId: [{ id: '4711', primary: true }] }) },
    detail: 'Event #0 carries identities in the namespace loyaltyId, which the datastream does not take from events.',
    report: { eventIndex: 0 },
  },
  {
    what: 'a blank identity',
    code: 'EXEG-0305-400',
    call: identities({ Email: [{ id: '  ', primary: true }] }),
    detail: "'  ' is no identity in the namespace Email.",
    report: { eventIndex: 0 },
  },
  {
    what: 'an empty identity',
    code: 'EXEG-0305-400',
    call: identities({ Email: [{ id: '', primary: true }] }),
    detail:
      'The body is not valid: event.xdm.identityMap.Email[0].id: expected text that is not empty, received string "".',
  },
  {
    what: 'no primary identity',
    code: 'EXEG-0306-400',
    call: identities({ Email: [{ id: 'user@shop.example' }], CRMID: [{ id: '1', primary: false }] }),
    detail: 'No identity of event #0 is primary. Set primary: true on the one that the event belongs to.',
    report: { eventIndex: 0 },
  },
  {
    what: 'no primary identity in a later event of a batch',
    code: 'EXEG-0306-400',
    call: {
      path: '/ee/v2/collect',
      body: { events: [pageView, { xdm: { identityMap: { Email: [{ id: 'user@shop.example' }] } } }] },
    },
    detail: 'No identity of event #1 is primary. Set primary: true on the one that the event belongs to.',
    report: { eventIndex: 1 },
  },
  {
    what: 'an ECID without primary, where the datastream wants one',
    code: 'EXEG-0306-400',
    call: { datastream: 'strict-identities', ...identities({ ECID: [{ id: '1'.repeat(38) }] }) },
    detail: 'No identity of event #0 is primary. Set primary: true on the one that the event belongs to.',
    report: { eventIndex: 0 },
  },
  {
    what: 'a first-party id that is no version 4 UUID',
    code: 'EXEG-0308-400',
    call: identities({ FPID: [{ id: 'xyz', primary: true }] }),
    detail: "Event #0: 'xyz' is not in the format of the namespace FPID. Send a version 4 UUID.",
    report: { eventIndex: 0 },
  },
  {
    what: 'an ECID of 37 digits',
    code: 'EXEG-0308-400',
    call: identities({ ECID: [{ id: '1'.repeat(37) }] }),
    detail: `Event #0: '${'1'.repeat(37)}' is not in the format of the namespace ECID. Send a number of 38 digits.`,
    report: { eventIndex: 0 },
  },
  {
    what: 'a blocked country, told by header',
    code: 'EXEG-0400-403',
    call: { datastream: 'blocked-country', headers: { 'x-edge-emulator-country': 'AQ' } },
    detail: 'The datastream takes no events from the country AQ.',
  },
  {
    what: 'a blocked country, told by the event',
    code: 'EXEG-0400-403',
    call: {
      datastream: 'blocked-country',
      body: { event: { xdm: { placeContext: { geo: { countryCode: 'aq' } } } } },
    },
    detail: 'The datastream takes no events from the country AQ.',
  },
];

for (const { what, code, call, detail } of withoutDatastream) {
  test(`${what} is refused with ${code}`, async () => {
    const query = call.query === null ? null : { requestId, ...call.query };
    const answer = await send(emulatorOfFixtures(), { ...call, query });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toEqual(problemDocument(code, detail, { requestId: answer.headers['x-request-id']! }));
    expect(answer.status).toBe(answer.body['status']);
    if (query !== null) expect(answer.headers['x-request-id']).toMatch(new RegExp(`^${requestId}-[0-9a-f]{16}$`));
  });
}

for (const { what, code, call, detail, report } of withDatastream) {
  test(`${what} is refused with ${code}`, async () => {
    const { id, orgId } = datastreamNamed(call.datastream ?? 'demo');
    const answer = await send(emulatorOfFixtures(), { ...call, query: { requestId } });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    const known = { requestId: answer.headers['x-request-id']!, orgId, configId: id };
    expect(answer.body).toEqual(problemDocument(code, detail, { ...known, ...report }));
    expect(answer.status).toBe(answer.body['status']);
    expect(answer.headers['x-request-id']).toMatch(new RegExp(`^${requestId}-[0-9a-f]{16}$`));
  });
}

test('a requestId that is no UUID is refused with EXEG-0108-400, under an id of its own', async () => {
  const byQuery = await send(emulatorOfFixtures(), { query: { requestId: '42' } });
  expect(byQuery.body).toEqual(
    problemDocument(
      'EXEG-0108-400',
      "The query parameter requestId is '42', which is not a UUID. Send a UUID, or leave it out.",
      {
        requestId: byQuery.headers['x-request-id']!,
      },
    ),
  );
  const byHeader = await send(emulatorOfFixtures(), { headers: { 'x-request-id': 'abc' } });
  expect(byHeader.body['detail']).toBe(
    "The header x-request-id is 'abc', which is not a UUID. Send a UUID, or leave it out.",
  );
});

test('a call from another country than the blocked ones is accepted', async () => {
  const call = { datastream: 'blocked-country', headers: { 'x-edge-emulator-country': 'CH' } };
  expect((await send(emulatorOfFixtures(), call)).status).toBe(200);
});

test('a country that the datastream does not block is of no interest to it', async () => {
  expect((await send(emulatorOfFixtures(), { headers: { 'x-edge-emulator-country': 'AQ' } })).status).toBe(200);
});

test('64 KB are taken, one byte more is not', async () => {
  const filled = (bytes: number) => {
    const empty = JSON.stringify({ event: { data: { text: '' } } });
    return JSON.stringify({ event: { data: { text: 'x'.repeat(bytes - empty.length) } } });
  };
  expect((await send(emulatorOfFixtures(), { body: filled(65_536) })).status).toBe(200);
  expect((await send(emulatorOfFixtures(), { body: filled(65_537) })).status).toBe(413);
});

test('the four content types are read, whatever case and charset they come with', async () => {
  const emulator = emulatorOfFixtures();
  for (const type of types.split(', ')) {
    const answer = await send(emulator, { headers: { 'content-type': `${type.toUpperCase()}; charset=UTF-8` } });
    expect(answer.status, type).toBe(200);
  }
});

test('what a call is refused for first is what stands first on its way', async () => {
  const emulator = emulatorOfFixtures();
  const everything: Call = {
    host: 'server.adobedc.net',
    query: { requestId: 'no', dataStreamId: 'BOGUS' },
    headers: { 'content-type': 'text/html' },
    body: '{',
  };
  const statuses = [
    await send(emulator, everything),
    await send(emulator, { ...everything, query: { dataStreamId: 'BOGUS' } }),
    await send(emulator, { ...everything, query: {} }),
    await send(emulator, {
      ...everything,
      query: {},
      headers: { 'content-type': 'text/html', ...credentials(emulator) },
    }),
    await send(emulator, { ...everything, query: {}, headers: credentials(emulator) }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([400, 400, 401, 415, 400]);
});

test('a fault of the emulator itself is answered with EXEG-0001-500', async () => {
  let readings = 0;
  const clock = () => {
    // The first reading is for the record of the call, the second for the call itself.
    if (++readings === 2) throw new Error('the clock stopped');
    return 0;
  };
  const answer = await send(emulatorOf({}, { clock }));
  expect(answer.body).toEqual(
    problemDocument('EXEG-0001-500', 'The emulator failed: Error: the clock stopped', {
      requestId: answer.headers['x-request-id']!,
    }),
  );
});
