/** How long media sessions live, and whose they are. */

import { expect, test } from '@playwright/test';
import { mediaEvents } from '../../src/protocol/endpoints.js';
import { demo, emulatorOf, emulatorOfFixtures, handleTypes, send, warningCodes } from '../support/emulatorCalls.js';
import { gone, mediaXdm, play, sendMedia, sessionIdOf, startSession } from '../support/mediaCalls.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const now = Date.parse('2026-03-01T12:00:00Z');

/** An emulator whose time stands still unless a spec moves it. */
const stillEmulator = () => emulatorOfFixtures({ clock: () => now });

test('ten minutes without an event end a session', async () => {
  const emulator = stillEmulator();
  const [kept, lost] = [await startSession(emulator), await startSession(emulator)];
  emulator.namespace('').fastForward(10 * MINUTE_MS - 1);
  expect((await play(emulator, kept)).status).toBe(204);
  emulator.namespace('').fastForward(1);
  expect((await play(emulator, kept)).status).toBe(204);
  const late = await play(emulator, lost);
  expect([late.status, late.headers['content-type']]).toEqual([404, 'application/problem+json']);
  expect(late.body).toEqual(gone(lost, 'it expired after 10 minutes without an event'));
});

test('half an hour in which the playhead stands still ends a session, pings or not', async () => {
  const emulator = stillEmulator();
  const sessionID = await startSession(emulator);
  const ping = (playhead: number) => sendMedia(emulator, 'ping', mediaXdm('ping', { sessionID, playhead }));
  await ping(7);
  for (let minutes = 5; minutes < 30; minutes += 5) {
    emulator.namespace('').fastForward(5 * MINUTE_MS);
    expect((await ping(7)).status, `after ${minutes} minutes`).toBe(204);
  }
  emulator.namespace('').fastForward(5 * MINUTE_MS - 1);
  expect((await ping(8)).status, 'it moved in time').toBe(204);
  for (let minutes = 5; minutes < 30; minutes += 5) {
    emulator.namespace('').fastForward(5 * MINUTE_MS);
    await ping(8);
  }
  emulator.namespace('').fastForward(5 * MINUTE_MS);
  const why = 'it expired after 30 minutes in which its playhead did not move';
  expect((await ping(9)).body).toEqual(gone(sessionID, why));
});

test('a day ends every session', async () => {
  const emulator = stillEmulator();
  const sessionID = await startSession(emulator);
  for (let minutes = 9; minutes < 24 * 60; minutes += 9) {
    emulator.namespace('').fastForward(9 * MINUTE_MS);
    await play(emulator, sessionID, minutes);
  }
  emulator.namespace('').fastForward(9 * MINUTE_MS - 1);
  expect((await play(emulator, sessionID, 1)).status).toBe(204);
  emulator.namespace('').fastForward(1);
  expect((await play(emulator, sessionID, 2)).body).toEqual(gone(sessionID, 'it expired 24 hours after its start'));
});

test('an end is one at once, a completion is not', async () => {
  const emulator = emulatorOfFixtures();
  const sessionID = await startSession(emulator);
  const sent = (event: 'sessionComplete' | 'sessionEnd') => sendMedia(emulator, event, mediaXdm(event, { sessionID }));
  expect((await sent('sessionComplete')).status).toBe(204);
  expect((await play(emulator, sessionID)).status).toBe(204);
  expect((await sent('sessionEnd')).status).toBe(204);
  expect((await play(emulator, sessionID)).body).toEqual(gone(sessionID, 'media.sessionEnd ended it'));
  expect((await sent('sessionEnd')).status).toBe(404);
});

test('every event of a session needs one that was started', async () => {
  const emulator = emulatorOfFixtures();
  const nobodys = 'a'.repeat(64);
  for (const event of mediaEvents) {
    if (event === 'sessionStart' || event === 'downloaded') continue;
    const answer = await sendMedia(emulator, event, mediaXdm(event, { sessionID: nobodys }));
    expect([answer.status, answer.body], event).toEqual([404, gone(nobodys, 'nobody started it')]);
  }
});

test('a session is of the datastream that started it', async () => {
  const emulator = emulatorOfFixtures();
  const other = { query: { dataStreamId: `${demo.id}:stage` } };
  const sessionID = await startSession(emulator, other);
  expect((await play(emulator, sessionID)).status, 'another environment').toBe(204);
  const elsewhere = await sendMedia(emulator, 'play', mediaXdm('play', { sessionID }), {
    datastream: 'other-organisation',
  });
  expect(elsewhere.body).toMatchObject({
    status: 404,
    report: { details: `The session '${sessionID}' takes no events: it was started on another datastream.` },
  });
});

test('a session is of the namespace that started it, and reset forgets it', async () => {
  const emulator = stillEmulator();
  const [mine, theirs] = [emulator.namespace('mine'), emulator.namespace('theirs')];
  const [first, second] = [await startSession(mine), await startSession(theirs)];
  expect((await play(theirs, first)).status).toBe(404);
  mine.fastForward(HOUR_MS);
  expect((await play(theirs, second)).status).toBe(204);
  mine.reset();
  expect((await play(mine, first)).body).toEqual(gone(first, 'nobody started it'));
  expect((await play(theirs, second)).status).toBe(204);
});

test('the Web SDK starts its sessions through interact, of both versions', async () => {
  const emulator = emulatorOfFixtures();
  const xdm = mediaXdm('sessionStart');
  const view = { xdm: { eventType: 'web.webpagedetails.pageViews' } };
  const first = await send(emulator, { path: '/ee/v1/interact', body: { events: [view, { xdm }] } });
  expect(first.body['handle']).toContainEqual({
    type: 'media-analytics:new-session',
    payload: [{ sessionId: sessionIdOf(first) }],
    eventIndex: 1,
  });
  expect((await play(emulator, sessionIdOf(first))).status).toBe(204);
  sessionIdOf(await send(emulator, { body: { event: { xdm } } }));
  const others = await send(emulator, { body: { event: { xdm: mediaXdm('play') } } });
  expect(handleTypes(others)).not.toContain('media-analytics:new-session');
});

test('without Media Analytics, interact gives no session either', async () => {
  const answer = await send(emulatorOf({}), { body: { event: { xdm: mediaXdm('sessionStart') } } });
  expect(handleTypes(answer)).not.toContain('media-analytics:new-session');
});

test('while Media Analytics is down nothing starts, and running sessions hear nothing', async () => {
  const emulator = stillEmulator();
  const sessionID = await startSession(emulator);
  const namespace = emulator.namespace('');
  namespace.datastream(demo.id, { services: { mediaAnalytics: { upstream: 'down' } } });
  const errors = [
    {
      type: 'https://ns.adobe.com/aep/errors/EXEG-0201-503',
      status: 503,
      title: 'The service is temporarily unavailable.',
      detail: "The service 'com.adobe.media_analytics' is temporarily unavailable.",
      report: { eventIndex: 0 },
    },
  ];
  const started = await sendMedia(emulator, 'sessionStart', mediaXdm('sessionStart'));
  expect([started.status, started.body['errors']]).toEqual([207, errors]);
  expect(handleTypes(started)).toEqual(['locationHint:result', 'state:store']);

  namespace.fastForward(9 * MINUTE_MS);
  const played = await play(emulator, sessionID);
  expect([played.status, played.body['errors']]).toEqual([207, errors]);
  namespace.fastForward(MINUTE_MS);
  namespace.datastream(demo.id, { services: { mediaAnalytics: { enabled: false } } });
  expect((await play(emulator, sessionID)).body).toEqual(
    gone(sessionID, 'it expired after 10 minutes without an event'),
  );
});

test('an event of a visitor who opted out is ignored with a warning', async () => {
  const emulator = emulatorOfFixtures();
  const sessionID = await startSession(emulator);
  emulator.namespace('').datastream(demo.id, { defaultConsent: 'out' });
  const started = await sendMedia(emulator, 'sessionStart', mediaXdm('sessionStart'));
  expect([started.status, warningCodes(started)]).toEqual([200, ['EXEG-0301-200']]);
  expect(handleTypes(started)).not.toContain('media-analytics:new-session');
  const played = await play(emulator, sessionID);
  expect([played.status, warningCodes(played)]).toEqual([200, ['EXEG-0301-200']]);
});

test('a warning of Media Analytics is told, and the session hears the event all the same', async () => {
  const emulator = stillEmulator();
  const sessionID = await startSession(emulator);
  const namespace = emulator.namespace('');
  namespace.datastream(demo.id, { services: { mediaAnalytics: { warning: { message: 'late', code: 1 } } } });
  namespace.fastForward(9 * MINUTE_MS);
  const played = await play(emulator, sessionID);
  expect([played.status, warningCodes(played)]).toEqual([200, ['EXEG-0204-200']]);
  namespace.fastForward(9 * MINUTE_MS);
  expect((await play(emulator, sessionID)).status).toBe(200);
});
