/** The 19 endpoints of the Media Edge API, and what they give. */

import { expect, test } from '@playwright/test';
import { mediaEvents, type MediaEvent } from '../../src/protocol/endpoints.js';
import { emulatorOf, emulatorOfFixtures, handles, handleTypes, stored } from '../support/emulatorCalls.js';
import { mediaXdm, sendMedia, sessionIdOf, startSession } from '../support/mediaCalls.js';

const withoutSession: readonly MediaEvent[] = ['sessionStart', 'downloaded'];

for (const event of mediaEvents.filter((each) => !withoutSession.includes(each))) {
  test(`${event} is taken without a word`, async () => {
    const emulator = emulatorOfFixtures();
    const sessionID = await startSession(emulator);
    const answer = await sendMedia(emulator, event, mediaXdm(event, { sessionID }));
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}-[0-9a-f]{16}$/);
  });
}

test('a start gives the session, the region and what the client keeps, in this order', async () => {
  const answer = await sendMedia(emulatorOfFixtures(), 'sessionStart', mediaXdm('sessionStart'));
  expect(answer.status).toBe(200);
  expect(handleTypes(answer)).toEqual(['media-analytics:new-session', 'locationHint:result', 'state:store']);
  expect(handles(answer)[0]).toEqual({
    type: 'media-analytics:new-session',
    payload: [{ sessionId: sessionIdOf(answer) }],
    eventIndex: 0,
  });
});

test('a start needs no timestamp', async () => {
  const { timestamp: _, ...xdm } = mediaXdm('sessionStart');
  sessionIdOf(await sendMedia(emulatorOfFixtures(), 'sessionStart', xdm));
});

test('every start is a session of its own, and a seeded emulator repeats them', async () => {
  let seed = 0;
  const emulator = () => emulatorOfFixtures({ random: () => (seed++ % 97) / 97 });
  const two = async () => {
    const repeated = emulator();
    seed = 0;
    return [await startSession(repeated), await startSession(repeated)];
  };
  const [first, second] = await two();
  expect(first).not.toBe(second);
  expect(await two()).toEqual([first, second]);
});

test('sessions that were played offline are taken whole: no session id comes back', async () => {
  const answer = await sendMedia(emulatorOfFixtures(), 'downloaded', mediaXdm('downloaded'));
  expect(answer.status).toBe(200);
  expect(handleTypes(answer)).toEqual(['locationHint:result', 'state:store']);
});

test('the region may stand in the path, and the base path is free', async () => {
  const emulator = emulatorOfFixtures();
  const started = await sendMedia(emulator, 'sessionStart', mediaXdm('sessionStart'), {
    path: '/ee/irl1/va/v1/sessionStart',
  });
  expect(stored(started, 'cluster')).toBe('irl1');
  const sessionID = sessionIdOf(started);
  for (const path of ['/ee/irl1/va/v1/play', '/metrics/irl1/va/v1/play', '/va/v1/play']) {
    expect((await sendMedia(emulator, 'play', mediaXdm('play', { sessionID }), { path })).status, path).toBe(204);
  }
  const unknown = { path: '/ee/nowhere/va/v1/play' };
  expect((await sendMedia(emulator, 'play', mediaXdm('play', { sessionID }), unknown)).status).toBe(404);
});

test('no host asks for a token, only a datastream that asks everybody does', async () => {
  const emulator = emulatorOfFixtures();
  const onServer = { host: 'server.adobedc.net' };
  await startSession(emulator, onServer);
  const refused = await sendMedia(emulator, 'sessionStart', mediaXdm('sessionStart'), {
    datastream: 'authenticated-only',
  });
  expect(refused.body).toMatchObject({ status: 401, type: 'https://ns.adobe.com/aep/errors/EXEG-0500-401' });
});

test('a datastream without Media Analytics takes a start, and gives no session', async () => {
  const emulator = emulatorOf({});
  const answer = await sendMedia(emulator, 'sessionStart', mediaXdm('sessionStart'));
  expect([answer.status, handleTypes(answer)]).toEqual([200, ['locationHint:result', 'state:store']]);
  expect((await sendMedia(emulator, 'downloaded', mediaXdm('downloaded'))).status).toBe(200);
  expect((await sendMedia(emulator, 'play', mediaXdm('play'))).status).toBe(404);
});
