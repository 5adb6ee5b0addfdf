import { expect, test } from '@playwright/test';
import { stateKey } from '../../src/protocol/cookies.js';
import { demo, emulatorOfFixtures, handleTypes, pageView, send, warningCodes } from '../support/emulatorCalls.js';

const key = stateKey(demo.orgId, 'consent');
const withEntry = (value: string) => ({ body: { event: pageView, meta: { state: { entries: [{ key, value }] } } } });

const ignored = {
  type: 'https://ns.adobe.com/aep/errors/EXEG-0301-200',
  status: 200,
  title: 'User consent missing',
  detail: 'The visitor has not consented, so the event was ignored. No service of the datastream saw it.',
  report: { eventIndex: 0 },
};

test('the event of a visitor who opted out is ignored: a warning, an identity, and nothing of any service', async () => {
  const answer = await send(emulatorOfFixtures(), withEntry('general=out'));
  expect(answer.status).toBe(200);
  expect(handleTypes(answer)).toEqual(['locationHint:result', 'state:store']);
  expect(answer.body['warnings']).toEqual([ignored]);
});

test('a cookie says so as well, percent-encoded or not', async () => {
  for (const cookie of [`${key}=general=out`, `a=b; ${key}=general%3Dout`]) {
    expect(warningCodes(await send(emulatorOfFixtures(), { headers: { cookie } })), cookie).toEqual(['EXEG-0301-200']);
  }
});

test('a state entry is believed before a cookie', async () => {
  const call = { ...withEntry('general=in'), headers: { cookie: `${key}=general=out` } };
  expect(warningCodes(await send(emulatorOfFixtures(), call))).toEqual([]);
});

test('what is no choice is none', async () => {
  for (const value of ['', 'general', 'general=', 'general=maybe', '=out', 'collect=out']) {
    expect(warningCodes(await send(emulatorOfFixtures(), withEntry(value))), value).toEqual([]);
  }
});

test('a datastream may assume that visitors have not consented, until they have', async () => {
  const datastream = 'consent-required';
  const before = await send(emulatorOfFixtures(), { datastream });
  expect(handleTypes(before)).toEqual(['locationHint:result', 'state:store']);
  expect(before.body['warnings']).toEqual([ignored]);

  const after = await send(emulatorOfFixtures(), { datastream, ...withEntry('general=in') });
  expect(warningCodes(after)).toEqual([]);
  expect(handleTypes(after)).toContain('personalization:decisions');
});

test('services that are down are not even called for such a visitor', async () => {
  const emulator = emulatorOfFixtures();
  emulator.namespace('').datastream(demo.id, { services: { target: { upstream: 'down' } } });
  expect((await send(emulator, withEntry('general=out'))).status).toBe(200);
  expect((await send(emulator, withEntry('general=in'))).status).toBe(207);
});
