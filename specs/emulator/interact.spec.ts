import { expect, test } from '@playwright/test';
import { createEmulator, demoDatastream, loadDatastreams } from '../../src/emulator/index.js';
import { decodeIdentityCookie } from '../../src/protocol/identityCookie.js';
import {
  credentials,
  datastreamsFile,
  demo,
  emulatorOfFixtures,
  handleTypes,
  handles,
} from '../support/emulatorCalls.js';
import { pageView, payload, send, stored } from '../support/emulatorCalls.js';

const requestId = 'f9b1c7de-23a5-4b86-8c1f-6e0d2a4b9c77';

test('an event gets an identity, state, a location hint and the hero offer', async () => {
  const answer = await send(emulatorOfFixtures());
  expect(answer.status).toBe(200);
  expect(handleTypes(answer)).toEqual([
    'identity:exchange',
    'activation:push',
    'activation:push',
    'personalization:decisions',
    'personalization:decisions',
    'personalization:decisions',
    'activation:pull',
    'locationHint:result',
    'state:store',
  ]);
  expect(decodeIdentityCookie(stored(answer, 'identity') ?? '')?.ecid).toMatch(/^\d{38}$/);
  expect(stored(answer, 'cluster')).toBe('or2');
  expect(payload(answer, 'locationHint:result')).toEqual([
    { scope: 'Target', hint: '35', ttlSeconds: 1800 },
    { scope: 'AAM', hint: '9', ttlSeconds: 1800 },
    { scope: 'EdgeNetwork', hint: 'or2', ttlSeconds: 1800 },
  ]);
  expect(payload(answer, 'personalization:decisions')[0]).toMatchObject({
    id: `AT:${Buffer.from('{"activityId":"410001","experienceId":"0"}').toString('base64')}`,
    scope: 'hero',
    scopeDetails: { decisionProvider: 'TGT', activity: { id: '410001' }, experience: { id: '0' } },
    items: [{ id: '510001', data: { content: { headline: 'Summer is here' } } }],
  });
});

test('handles of an event say which one; handles of the whole call do not', async () => {
  const answer = await send(emulatorOfFixtures(), {
    body: { event: pageView, query: { identity: { fetch: ['ECID'] } } },
  });
  const ofEvent = handles(answer).filter(({ eventIndex }) => eventIndex === 0);
  const ofCall = handles(answer).filter((handle) => !('eventIndex' in handle));
  expect([...new Set(ofEvent.map(({ type }) => type))]).toEqual([
    'activation:push',
    'personalization:decisions',
    'activation:pull',
  ]);
  expect(ofCall.map(({ type }) => type)).toEqual([
    'identity:result',
    'identity:exchange',
    'locationHint:result',
    'state:store',
  ]);
});

test('a datastream with nothing on answers with no handles, as the guide shows', async () => {
  const body = { event: pageView, query: { identity: { fetch: ['ECID'] } } };
  const answer = await send(emulatorOfFixtures(), { datastream: 'nothing-on', query: { requestId }, body });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ requestId: answer.headers['x-request-id'], handle: [] });
});

test('the id of the answer is that of the request and 16 digits more, in the body and in a header', async () => {
  const emulator = emulatorOfFixtures();
  const byQuery = await send(emulator, { query: { requestId } });
  expect(byQuery.body['requestId']).toMatch(new RegExp(`^${requestId}-[0-9a-f]{16}$`));
  expect(byQuery.headers['x-request-id']).toBe(byQuery.body['requestId']);

  const byHeader = await send(emulator, { headers: { 'x-request-id': requestId.toUpperCase() } });
  expect(byHeader.body['requestId']).toMatch(new RegExp(`^${requestId.toUpperCase()}-[0-9a-f]{16}$`));
  const both = await send(emulator, { query: { requestId }, headers: { 'x-request-id': crypto.randomUUID() } });
  expect(both.body['requestId']).toMatch(new RegExp(`^${requestId}-`));
});

test('two calls never get the same id', async () => {
  const emulator = emulatorOfFixtures();
  const [one, other] = [await send(emulator, { query: { requestId } }), await send(emulator, { query: { requestId } })];
  expect(one.body['requestId']).not.toBe(other.body['requestId']);
  const [third, fourth] = [await send(emulator), await send(emulator)];
  expect(third.body['requestId']).not.toBe(fourth.body['requestId']);
});

test('every spelling of the datastream parameter and every environment names the same datastream', async () => {
  const emulator = emulatorOfFixtures();
  for (const name of ['datastreamId', 'dataStreamId', 'configId']) {
    for (const environment of ['', ':dev', ':stage', ':prod']) {
      const url = `https://edge.adobedc.net/ee/v2/interact?${name}=${demo.id}${environment}`;
      const headers = { 'content-type': 'application/json' };
      const response = await emulator.fetch(
        new Request(url, { method: 'POST', headers, body: JSON.stringify({ event: {} }) }),
      );
      expect(response.status, `${name}${environment}`).toBe(200);
    }
  }
  const strange = await send(emulator, { query: { dataStreamId: `${demo.id}:test` } });
  expect(strange.body['detail']).toBe(`There is no datastream '${demo.id}:test'. Use the id of one that exists.`);
});

test('timestamps and other XDM content are not looked at', async () => {
  const xdm = { timestamp: 'YYYY-08-09T14:09:20.859Z', web: 'no object', _tenant: { deep: [1, null] } };
  expect((await send(emulatorOfFixtures(), { body: { event: { xdm, data: { a: 1 } } } })).status).toBe(200);
});

test('the headers are those of the Edge Network, and name the emulator', async () => {
  const { headers } = await send(emulatorOfFixtures());
  expect(headers).toEqual({
    'cache-control': 'no-cache, no-store, max-age=0, no-transform, private',
    'content-type': 'application/json;charset=utf-8',
    vary: 'Origin',
    'x-adobe-edge': 'OR2;9',
    'x-konductor': 'playwright-datastream-emulator',
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}-[0-9a-f]{16}$/),
  });
});

test('a seeded emulator with a fixed clock answers the same to the same call', async () => {
  const seeded = () => {
    let state = 1;
    return emulatorOfFixtures({
      clock: () => 1_700_000_000_000,
      random: () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647,
    });
  };
  expect((await send(seeded())).text).toBe((await send(seeded())).text);
});

test('without a file the emulator has the demonstration datastream, which is the first of fixtures/datastreams.json', () => {
  expect(createEmulator().defaultDatastream).toBe(demoDatastream);
  expect(loadDatastreams().datastreams).toEqual([demoDatastream]);
  expect(loadDatastreams(datastreamsFile).datastreams[0]).toEqual(demoDatastream);
});

test('an emulator without datastreams is refused', () => {
  expect(() => createEmulator({ datastreams: [] })).toThrow(
    'createEmulator() needs at least one datastream.\n[EDGE_OPTION_INVALID]',
  );
});

test('an authenticated call to the server host is answered', async () => {
  const emulator = emulatorOfFixtures();
  const answer = await send(emulator, { host: 'server.adobedc.net', headers: credentials(emulator) });
  expect(answer.status).toBe(200);
});
