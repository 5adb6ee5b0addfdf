/** What the emulator remembers of calls, for whom, and what it must never remember. */

import { expect, test } from '@playwright/test';
import { inspect } from 'node:util';
import { createEmulator, namespaceHeader } from '../../src/emulator/index.js';
import { credentials, demo, emulatorOfFixtures, handleTypes, pageView, send } from '../support/emulatorCalls.js';
import { control } from '../support/control.js';
import type { Call } from '../support/emulatorCalls.js';

const requestId = '0e9c53f6-3c1e-4a4b-a3f7-0c2d5b8e9a10';

const from = (namespace: string, call: Call = {}): Call => ({
  ...call,
  headers: { ...call.headers, [namespaceHeader]: namespace },
});

test('a call is kept as it was: what was asked, what was answered', async () => {
  const emulator = emulatorOfFixtures({ clock: () => Date.UTC(2024, 0, 1) });
  const answer = await send(emulator, from('a', { query: { requestId } }));
  expect(emulator.namespace('a').calls()).toEqual([
    {
      sequence: 1,
      receivedAt: '2024-01-01T00:00:00.000Z',
      namespace: 'a',
      endpoint: 'interact',
      version: 'v2',
      datastreamId: demo.id,
      requestId: answer.body['requestId'],
      status: 200,
      eventTypes: ['web.webpagedetails.pageViews'],
      visitor: {
        ecid: expect.stringMatching(/^\d{38}$/),
        source: 'random',
        identities: [],
        consent: 'in',
        region: 'or2',
      },
      assurance: undefined,
      disturbedBy: undefined,
      violations: { request: [], response: [] },
      request: {
        method: 'POST',
        path: '/ee/v2/interact',
        query: { dataStreamId: demo.id, requestId },
        headers: { host: 'edge.adobedc.net', 'content-type': 'application/json', [namespaceHeader]: 'a' },
        body: { event: pageView },
      },
      response: { headers: answer.headers, body: answer.body },
    },
  ]);
});

test('who a call came from is kept with it, as the visitor was found', async () => {
  const emulator = emulatorOfFixtures();
  const identityMap = { ECID: [{ id: '1'.repeat(38) }], CRMID: [{ id: 'C-1', primary: true }] };
  const consentStrings = [
    { consentStandard: 'IAB TCF', consentStandardVersion: '2.0', consentStringValue: 'none', gdprApplies: true },
  ];
  const xdm = { identityMap, consentStrings };
  await send(emulator, { path: '/ee/irl1/v2/interact', body: { event: { xdm } } });
  expect(emulator.namespace('').calls()).toMatchObject([
    {
      visitor: {
        ecid: '1'.repeat(38),
        source: 'received',
        identities: [`ECID: ${'1'.repeat(38)}`, 'CRMID: C-1'],
        consent: 'out',
        region: 'irl1',
      },
    },
  ]);
});

test('a call that was refused before anybody asked who it was has no visitor', async () => {
  const emulator = emulatorOfFixtures();
  await send(emulator, { body: '{}' });
  expect(emulator.namespace('').calls()).toMatchObject([{ status: 400, visitor: undefined }]);
});

test('an Assurance session is told by its end, from the header and from the parameter', async () => {
  const emulator = emulatorOfFixtures();
  const session = '0c1d5f7a-1b9e-4d2c-8a57-6f0e9d3b7c21';
  await send(emulator, { headers: { 'x-adobe-aep-validation-token': session } });
  await send(emulator, { query: { adobeAepValidationToken: `${session}|8e1f` } });
  await send(emulator, { query: { adobeAepValidationToken: 'short' } });
  const calls = emulator.namespace('').calls();
  expect(calls.map(({ assurance }) => assurance)).toEqual([
    { by: 'header', session: '***7c21' },
    { by: 'parameter', session: '***7c21' },
    { by: 'parameter', session: '***' },
  ]);
  expect(inspect(calls, { depth: null })).not.toContain(session);
});

test('what does not fit the schemas is told with the call, also in the records of a stream', async () => {
  const emulator = emulatorOfFixtures();
  await send(emulator, { body: { event: { data: 'none' } } });
  emulator
    .namespace('')
    .route('interact', (call) => call.fulfill({ handles: [{ type: 'state:store', payload: [{}] }] }));
  const streaming = { enabled: true };
  await emulator.fetch(
    new Request(`https://edge.adobedc.net/ee/v1/interact?configId=${demo.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events: [pageView], meta: { konductorConfig: { streaming } } }),
    }),
  );
  const messages = emulator
    .namespace('')
    .calls()
    .map(({ violations: { request, response } }) =>
      [request, response].map((list) => list.map(({ message }) => message)),
    );
  expect(messages).toEqual([
    [['event.data: expected object, received string "none"'], []],
    [
      [],
      [
        '[0]: handle[0].payload[0]: required field "key" is missing',
        '[0]: handle[0].payload[0]: required field "value" is missing',
      ],
    ],
  ]);
});

test('refused calls are kept too, with what is known of them', async () => {
  const emulator = emulatorOfFixtures();
  await send(emulator, { body: '{"event":', query: { dataStreamId: `${demo.id}:dev` } });
  await send(emulator, { query: { dataStreamId: 'BOGUS' } });
  await send(emulator, { path: '/ee/v9/interact' });
  expect(
    emulator
      .namespace('')
      .calls()
      .map(({ endpoint, datastreamId, status, request }) => ({ endpoint, datastreamId, status, body: request.body })),
  ).toEqual([
    { endpoint: 'interact', datastreamId: `${demo.id}:dev`, status: 400, body: '{"event":' },
    { endpoint: 'interact', datastreamId: undefined, status: 400, body: { event: pageView } },
    { endpoint: undefined, datastreamId: undefined, status: 404, body: undefined },
  ]);
});

test('a namespace sees its own calls only, newest last; no namespace is one of its own', async () => {
  const emulator = emulatorOfFixtures();
  for (const namespace of ['a', 'b', 'a']) await send(emulator, from(namespace));
  await send(emulator);
  const sequences = (calls: { sequence: number }[]) => calls.map(({ sequence }) => sequence);
  expect(sequences(emulator.namespace('a').calls())).toEqual([1, 3]);
  expect(sequences(emulator.namespace('b').calls())).toEqual([2]);
  expect(sequences(emulator.namespace('').calls())).toEqual([4]);
  expect(emulator.namespace('c').calls()).toEqual([]);

  const overHttp = async (query: string) =>
    sequences((await control(emulator, `calls${query}`))['calls'] as { sequence: number }[]);
  expect(await overHttp('?namespace=a')).toEqual([1, 3]);
  expect(await overHttp('?namespace=')).toEqual([4]);
  expect(await overHttp('')).toEqual([1, 2, 3, 4]);
});

test('over HTTP a call reads as it does in process', async () => {
  const emulator = emulatorOfFixtures();
  await send(emulator, from('a'));
  const { calls, dropped } = await control(emulator, 'calls?namespace=a');
  expect(calls).toEqual(JSON.parse(JSON.stringify(emulator.namespace('a').calls())));
  expect(dropped).toBe(0);
});

test('resetting one namespace leaves the others; resetting without one clears all', async () => {
  const emulator = emulatorOfFixtures();
  for (const namespace of ['a', 'b']) await send(emulator, from(namespace));
  emulator.namespace('a').reset();
  expect(emulator.namespace('a').calls()).toEqual([]);
  expect(emulator.namespace('b').calls()).toHaveLength(1);

  expect(await control(emulator, 'reset?namespace=a', 'POST')).toEqual({ reset: 'a' });
  expect(emulator.namespace('b').calls()).toHaveLength(1);
  expect(await control(emulator, 'reset', 'POST')).toEqual({ reset: 'everything' });
  expect(emulator.namespace('b').calls()).toEqual([]);
});

test('the newest 300 calls of a namespace are kept, and it says how many were dropped', async () => {
  const emulator = emulatorOfFixtures();
  for (let index = 0; index < 303; index++) await send(emulator, from('busy', { datastream: 'nothing-on' }));
  await send(emulator, from('quiet'));
  const calls = emulator.namespace('busy').calls();
  expect([calls.length, calls[0]?.sequence, calls.at(-1)?.sequence]).toEqual([300, 4, 303]);
  expect(emulator.namespace('busy').droppedCalls()).toBe(3);
  expect(emulator.namespace('quiet').droppedCalls()).toBe(0);
  expect(await control(emulator, 'health')).toMatchObject({ calls: 301, dropped: 3 });
});

test('all bodies together stay within bounds: the namespace that has been quiet longest gives way', async () => {
  const emulator = emulatorOfFixtures();
  const data = { text: 'x'.repeat(65_000) };
  const call = { datastream: 'nothing-on', body: { event: { data } } };
  await send(emulator, from('quiet', call));
  for (let index = 0; index < 600; index++) await send(emulator, from(index % 2 === 0 ? 'busy' : 'busier', call));
  const [busy, busier] = [emulator.namespace('busy'), emulator.namespace('busier')];
  const kept = busy.calls().length + busier.calls().length;
  expect(kept).toBeGreaterThan(500);
  expect(kept).toBeLessThan((32 * 1024 * 1024) / 65_000);
  expect(busy.droppedCalls() + busier.droppedCalls()).toBe(600 - kept);
  expect(emulator.namespace('quiet').calls()).toEqual([]);
  expect(emulator.namespace('quiet').droppedCalls()).toBe(1);
});

test('the name of a namespace may be anything that a header can hold', async () => {
  const emulator = emulatorOfFixtures();
  for (const namespace of ['__proto__', 'constructor', 'a b/c?d', 'x'.repeat(200)]) {
    await send(emulator, from(namespace));
    expect(emulator.namespace(namespace).calls(), namespace).toHaveLength(1);
  }
  expect(emulator.namespace('toString').calls()).toEqual([]);
});

test('health tells what there is to talk to and what happened', async () => {
  const emulator = createEmulator();
  await send(emulator);
  expect(await control(emulator, 'health')).toEqual({
    status: 'ok',
    datastreams: [{ id: demo.id, name: 'demo' }],
    calls: 1,
    dropped: 0,
    tokenRequests: 0,
  });
});

test('the control endpoints do not count as calls', async () => {
  const emulator = createEmulator();
  for (const path of ['health', 'calls']) await control(emulator, path);
  expect((await control(emulator, 'calls'))['calls']).toEqual([]);
});

test.describe('credentials', () => {
  const secrets = { client_id: 'emulator', client_secret: 'emulator' };
  const wrong = { client_id: 'id-4f1d', client_secret: 'secret-9a3c' };

  test('token requests are counted, and nothing of their bodies is kept', async () => {
    const emulator = emulatorOfFixtures();
    for (const fields of [secrets, wrong]) {
      const body = new URLSearchParams({ grant_type: 'client_credentials', ...fields });
      await emulator.fetch(
        new Request(`https://ims-na1.adobelogin.com/ims/token/v3?${body.toString()}`, { method: 'POST', body }),
      );
    }
    expect(await control(emulator, 'health')).toMatchObject({ tokenRequests: 2 });
    expect(emulator.namespace('').calls()).toMatchObject([
      { endpoint: 'ims-token', status: 200, request: { query: {}, body: undefined }, response: { body: undefined } },
      { endpoint: 'ims-token', status: 400, request: { query: {}, body: undefined }, response: { body: undefined } },
    ]);
  });

  test('nothing that a client proves itself with can be found again', async () => {
    const emulator = emulatorOfFixtures();
    const token = emulator.issueToken();
    const headers = {
      ...credentials(emulator, token),
      'x-api-key': 'key-77b0',
      cookie: 'session=abc-55e2; kndctr_x=1',
      'proxy-authorization': 'Basic c2VjcmV0',
    };
    await send(emulator, { host: 'server.adobedc.net', headers });
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...wrong });
    for (const path of ['/ims/token/v3', '/ims/token/v2', '/nowhere']) {
      await emulator.fetch(
        new Request(`https://ims-na1.adobelogin.com${path}?${body.toString()}`, { method: 'POST', body }),
      );
    }
    const calls = emulator.namespace('').calls();
    const everything = [
      JSON.stringify(calls),
      inspect(calls, { depth: null }),
      JSON.stringify(await control(emulator, 'calls')),
    ].join();
    for (const secret of [token, token.split('.')[2]!, 'key-77b0', 'abc-55e2', 'c2VjcmV0', ...Object.values(wrong)]) {
      expect(everything, secret).not.toContain(secret);
    }
    expect(calls[0]?.request.headers).toMatchObject({
      authorization: '***',
      'x-api-key': '***',
      'x-gw-ims-org-id': demo.orgId,
      cookie: 'session=***; kndctr_x=1',
    });
  });
});

test.describe('a datastream that one namespace changed', () => {
  test('is changed for that namespace only, until it is reset', async () => {
    const emulator = emulatorOfFixtures();
    const changing = emulator.namespace('a');
    expect(changing.datastream(demo.id, { enabled: false })).toBeUndefined();
    const status = async (namespace: string) => (await send(emulator, from(namespace))).status;
    expect([await status('a'), await status('b'), (await send(emulator)).status]).toEqual([422, 200, 200]);
    changing.reset();
    expect(await status('a')).toBe(200);
  });

  test('keeps what is not named, and collects changes', async () => {
    const emulator = emulatorOfFixtures();
    const namespace = emulator.namespace('a');
    namespace.datastream(demo.id, { services: { target: { enabled: false } } });
    namespace.datastream(`${demo.id}:dev`, { services: { edgeDestinations: { enabled: false } } });
    const types = handleTypes(await send(emulator, from('a')));
    expect(types.filter((type) => type === 'personalization:decisions')).toHaveLength(2);
    expect(types).not.toContain('activation:pull');
    expect(types).toContain('activation:push');
  });

  test('replaces lists instead of merging them', async () => {
    const emulator = emulatorOfFixtures();
    emulator.namespace('a').datastream(demo.id, { services: { audienceManager: { activations: [] } } });
    expect(handleTypes(await send(emulator, from('a')))).not.toContain('activation:push');
  });

  test('must still be a datastream', async () => {
    const namespace = emulatorOfFixtures().namespace('a');
    const changes = JSON.parse('{ "accessType": "open", "services": { "targte": { "enabled": true } } }') as object;
    expect(() => namespace.datastream(demo.id, changes)).toThrow(
      [
        `The changed datastream ${demo.id} has 2 problems:`,
        '  - accessType: expected one of "mixed", "authenticated", received string "open"',
        '  - services.targte: unknown field',
        '[EDGE_DATASTREAMS_INVALID]',
      ].join('\n'),
    );
  });

  test('must exist', () => {
    expect(() => createEmulator().namespace('a').datastream('BOGUS', {})).toThrow(
      `The emulator has no datastream 'BOGUS'.\nIt has ${demo.id} (demo).\n[EDGE_OPTION_INVALID]`,
    );
  });

  test('is out of reach of prototypes', async () => {
    const emulator = emulatorOfFixtures();
    const changes = JSON.parse('{ "__proto__": { "enabled": false } }') as object;
    expect(() => emulator.namespace('a').datastream(demo.id, changes)).toThrow('__proto__: unknown field');
    expect((await send(emulator, from('a'))).status).toBe(200);
    expect({}).not.toHaveProperty('enabled');
  });
});

test('a body that is nested too deeply to be printed is still told of', async () => {
  const emulator = emulatorOfFixtures();
  const depth = 8000;
  const nested = `{"event":{"data":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}}`;
  expect((await send(emulator, { body: nested })).status).toBe(200);
  const { calls } = await control(emulator, 'calls');
  expect(calls).toMatchObject([{ status: 200 }]);
});
