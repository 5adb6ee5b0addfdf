/** How media events are refused. */

import { expect, test } from '@playwright/test';
import { mediaEvents, type MediaEvent } from '../../src/protocol/endpoints.js';
import type { JsonObject } from '../../src/protocol/json.js';
import { emulatorOfFixtures, handles, handleTypes, send } from '../support/emulatorCalls.js';
import { mediaProblem, mediaXdm, sendMedia, startSession, type MediaXdm } from '../support/mediaCalls.js';

/** What is asked of the datastream and of the body as a whole comes before what is asked of media events. */
const earlier = {
  'no datastream': [{ query: null }, 'EXEG-0002-400'],
  'a datastream that does not exist': [{ query: { dataStreamId: 'nobody' } }, 'EXEG-0003-400'],
  'a content type that is none': [{ headers: { 'content-type': 'json' } }, 'EXEG-0106-400'],
  'a body that is none': [{ body: '' }, 'EXEG-0109-408'],
  'broken JSON': [{ body: '{"events":' }, 'EXEG-0101-400'],
  'too large a body': [{ body: ' '.repeat(65_537) }, 'EXEG-0112-413'],
  'a query that does not fit': [{ body: { events: [{}], query: 1 } }, 'EXEG-0102-400'],
  'overrides that do not fit': [
    { body: { events: [{}], meta: { configOverrides: { com_adobe_target: 1 } } } },
    'EXEG-0113-400',
  ],
} as const;

for (const [what, [call, code]] of Object.entries(earlier)) {
  test(`${what} is refused as everywhere: ${code}`, async () => {
    const { body } = await send(emulatorOfFixtures(), { path: '/ee/va/v1/play', ...call });
    expect(body['type']).toBe(`https://ns.adobe.com/aep/errors/${code}`);
  });
}

const missing = 'required field is missing';
const forbidden = 'field is not allowed in this event';
const collection = '$.events[0].xdm.mediaCollection';

interface Bad {
  event: MediaEvent;
  /** Put into, or with undefined taken out of, `mediaCollection`. */
  change: JsonObject;
  name: string;
  reason: string;
}

const bad: Bad[] = [
  { event: 'sessionComplete', change: { playhead: undefined }, name: `${collection}.playhead`, reason: missing },
  { event: 'sessionEnd', change: { sessionID: undefined }, name: `${collection}.sessionID`, reason: missing },
  {
    event: 'play',
    change: { playhead: 1.5 },
    name: `${collection}.playhead`,
    reason: 'expected integer, received number 1.5',
  },
  {
    event: 'ping',
    change: { playhead: -1 },
    name: `${collection}.playhead`,
    reason: 'expected number of at least 0, received number -1',
  },
  {
    event: 'pauseStart',
    change: { sessionID: 5 },
    name: `${collection}.sessionID`,
    reason: 'expected string, received number 5',
  },
  {
    event: 'bufferStart',
    change: { playhead: '9' },
    name: `${collection}.playhead`,
    reason: 'expected integer, received string "9"',
  },
  {
    event: 'bitrateChange',
    change: { qoeDataDetails: undefined },
    name: `${collection}.qoeDataDetails`,
    reason: missing,
  },
  {
    event: 'adBreakStart',
    change: { advertisingPodDetails: { index: 1 } },
    name: `${collection}.advertisingPodDetails.offset`,
    reason: missing,
  },
  {
    event: 'adBreakComplete',
    change: { advertisingPodDetails: {} },
    name: `${collection}.advertisingPodDetails`,
    reason: forbidden,
  },
  {
    event: 'adStart',
    change: { advertisingDetails: { length: 9, playerName: 'p', podPosition: 1 } },
    name: `${collection}.advertisingDetails.name`,
    reason: missing,
  },
  {
    event: 'adComplete',
    change: { advertisingDetails: {} },
    name: `${collection}.advertisingDetails`,
    reason: forbidden,
  },
  { event: 'adSkip', change: { sessionID: undefined }, name: `${collection}.sessionID`, reason: missing },
  {
    event: 'chapterStart',
    change: { chapterDetails: undefined },
    name: `${collection}.chapterDetails`,
    reason: missing,
  },
  { event: 'chapterComplete', change: { chapterDetails: {} }, name: `${collection}.chapterDetails`, reason: forbidden },
  { event: 'chapterSkip', change: { chapterDetails: {} }, name: `${collection}.chapterDetails`, reason: forbidden },
  {
    event: 'error',
    change: { errorDetails: { name: 'e', source: 'me' } },
    name: `${collection}.errorDetails.source`,
    reason: 'expected one of "player", "external", received string "me"',
  },
  {
    event: 'statesUpdate',
    change: { statesStart: [{ name: 'full screen' }] },
    name: `${collection}.statesStart[0].name`,
    reason: 'expected text that matches /^[a-zA-Z0-9_.]{1,64}$/, received string "full screen"',
  },
];

for (const { event, change, name, reason } of bad) {
  test(`${event} is refused when ${name} is wrong: ${reason}`, async () => {
    const emulator = emulatorOfFixtures();
    const sessionID = await startSession(emulator);
    const answer = await sendMedia(emulator, event, mediaXdm(event, { sessionID, ...change }));
    expect([answer.status, answer.headers['content-type']]).toEqual([400, 'application/problem+json']);
    expect(answer.body).toEqual(mediaProblem('va-edge-0400-400', [{ name, reason }]));
  });
}

/** How an event without a session is refused: beside handles, without a detail, and with paths that begin at the event. */
const invalid = (details: unknown) => ({
  type: 'https://ns.adobe.com/aep/errors/va-edge-0400-400',
  status: 400,
  title: 'Invalid request',
  report: { eventIndex: 0, details },
});

const badStarts: { what: string; change: JsonObject; details: unknown }[] = [
  {
    what: 'without the name of its content',
    change: {
      mediaCollection: {
        playhead: 0,
        sessionDetails: { playerName: 'p', length: 1, channel: 'c', contentType: 'VOD' },
      },
    },
    details: [{ name: '$.xdm.mediaCollection.sessionDetails.name', reason: missing }],
  },
  {
    what: 'that says which session it is',
    change: { mediaCollection: { ...mediaXdm('sessionStart').mediaCollection, sessionID: 'x' } },
    details: [{ name: '$.xdm.mediaCollection.sessionID', reason: forbidden }],
  },
  {
    what: 'of another type',
    change: { eventType: 'media.play' },
    details: '$.xdm.eventType is "media.play", which the path of media.sessionStart does not take.',
  },
];

for (const { what, change, details } of badStarts) {
  test(`a start ${what} is answered with 207, and no session`, async () => {
    const answer = await sendMedia(emulatorOfFixtures(), 'sessionStart', { ...mediaXdm('sessionStart'), ...change });
    expect([answer.status, answer.body['errors']]).toEqual([207, [invalid(details)]]);
    expect(handleTypes(answer)).toEqual(['locationHint:result', 'state:store']);
  });
}

test('an offline session without its events is answered with 207', async () => {
  const answer = await sendMedia(emulatorOfFixtures(), 'downloaded', { eventType: 'media.downloaded' });
  const details = [{ name: '$.xdm.mediaDownloadedEvents', reason: missing }];
  expect([answer.status, answer.body['errors']]).toEqual([207, [invalid(details)]]);
});

test('the table of refusals leaves out no endpoint', () => {
  expect([...bad.map(({ event }) => event), 'sessionStart', 'downloaded'].toSorted()).toEqual(mediaEvents.toSorted());
});

for (const [id, length] of [
  ['a'.repeat(63), 63],
  ['', 0],
  ['é'.repeat(60_000 / 2), 30_000],
  ['💚'.repeat(65), 65],
] as const) {
  test(`a session id of ${length} characters is no session id: ${id.slice(0, 2)}`, async () => {
    const answer = await sendMedia(emulatorOfFixtures(), 'play', mediaXdm('play', { sessionID: id }));
    const reason = `not the id of a session, which has 64 characters: InvalidApiSidLength=${length}`;
    expect(answer.body).toEqual(mediaProblem('va-edge-0400-400', [{ name: `${collection}.sessionID`, reason }]));
  });
}

for (const states of [{}, { statesStart: [] }, { statesEnd: [] }, { statesStart: [], statesEnd: [] }]) {
  test(`an update without states updates nothing: ${JSON.stringify(states)}`, async () => {
    const { statesStart: _, statesEnd: __, ...rest } = mediaXdm('statesUpdate').mediaCollection;
    const xdm = { ...mediaXdm('statesUpdate'), mediaCollection: { ...rest, ...states } };
    const answer = await sendMedia(emulatorOfFixtures(), 'statesUpdate', xdm);
    const reason = 'neither statesStart nor statesEnd names a state; one of them must';
    expect(answer.body).toEqual(mediaProblem('va-edge-0400-400', [{ name: collection, reason }]));
  });
}

for (const timestamp of ['2025-03-18', '2025-03-18T20:15:00', 'YYYY-MM-DDThh:mm:ssZ', '`2025-03-18T20:15:00Z`']) {
  test(`${timestamp} is not a time that everybody reads alike`, async () => {
    const answer = await sendMedia(emulatorOfFixtures(), 'play', { ...mediaXdm('play'), timestamp });
    const reason = 'not an ISO 8601 date and time with offset from UTC, such as 2025-03-18T20:15:00+01:00';
    const name = '$.events[0].xdm.timestamp';
    expect(answer.body).toEqual(mediaProblem('va-edge-0400-400', [{ name, reason }]));
  });
}

test('everything that is wrong is told at once', async () => {
  const xdm: MediaXdm = { eventType: 'media.ping', mediaCollection: { sessionID: 'x' } };
  const { body } = await sendMedia(emulatorOfFixtures(), 'ping', [xdm, null]);
  const details = (body['report'] as { details: { name: string }[] }).details;
  expect(details.map(({ name }) => name)).toEqual([
    '$.events[0].xdm.timestamp',
    `${collection}.playhead`,
    `${collection}.sessionID`,
    '$.events[1].xdm',
  ]);
});

test('an event of another type than the path names is told in one sentence, whatever else is wrong', async () => {
  const { eventType } = mediaXdm('adBreakStart');
  const answer = await sendMedia(emulatorOfFixtures(), 'chapterStart', { eventType, mediaCollection: {} });
  const details =
    '$.events[0].xdm.eventType is "media.adBreakStart", which the path of media.chapterStart does not take.';
  expect([answer.status, answer.body]).toEqual([400, mediaProblem('va-edge-0400-400', details)]);
});

test('a skipped ad has two names, and no event may have none', async () => {
  const emulator = emulatorOfFixtures();
  const xdm = mediaXdm('adSkip', { sessionID: await startSession(emulator) });
  for (const eventType of ['media.adSkip', 'media.adBreakSkip']) {
    expect((await sendMedia(emulator, 'adSkip', { ...xdm, eventType })).status).toBe(204);
  }
  const { body } = await sendMedia(emulator, 'adSkip', { ...xdm, eventType: undefined });
  const name = '$.events[0].xdm.eventType';
  expect(body).toEqual(mediaProblem('va-edge-0400-400', [{ name, reason: missing }]));
});

for (const [body, name, reason] of [
  ['[]', '$', 'expected object, received array of 0 items'],
  ['{}', '$.events', missing],
  ['{"events":{}}', '$.events', 'expected array, received object'],
  ['{"events":[]}', '$.events', 'expected at least 1 item, received array of 0 items'],
] as const) {
  test(`${body} holds no events`, async () => {
    for (const event of ['play', 'sessionStart'] as const) {
      const answer = await send(emulatorOfFixtures(), { path: `/ee/va/v1/${event}`, body });
      expect(answer.body).toEqual(mediaProblem('va-edge-0400-400', [{ name, reason }]));
    }
  });
}

test('an event that is none is refused as one', async () => {
  const emulator = emulatorOfFixtures();
  const reason = 'expected object, received null';
  const played = await send(emulator, { path: '/ee/va/v1/play', body: { events: [null] } });
  expect(played.body).toEqual(mediaProblem('va-edge-0400-400', [{ name: '$.events[0]', reason }]));
  const started = await send(emulator, { path: '/ee/va/v1/sessionStart', body: { events: [null] } });
  expect([started.status, started.body['errors']]).toEqual([207, [invalid([{ name: '$', reason }])]]);
});

test.describe('several events', () => {
  const good = mediaXdm('sessionStart');
  const nameless = mediaXdm('sessionStart', {
    sessionDetails: { playerName: 'p', length: 1, channel: 'c', contentType: 'VOD' },
  });

  test('of which some are bad: the good ones start their sessions', async () => {
    const answer = await sendMedia(emulatorOfFixtures(), 'sessionStart', [
      nameless,
      good,
      { ...good, eventType: 'media.play' },
      good,
    ]);
    expect(answer.status).toBe(207);
    const sessions = handles(answer).filter(({ type }) => type === 'media-analytics:new-session');
    expect(sessions.map(({ eventIndex }) => eventIndex)).toEqual([1, 3]);
    const sentence = '$.xdm.eventType is "media.play", which the path of media.sessionStart does not take.';
    const problem = { type: 'https://ns.adobe.com/aep/errors/va-edge-0400-400', status: 400, title: 'Invalid request' };
    expect(answer.body['errors']).toEqual([
      {
        ...problem,
        report: { eventIndex: 0, details: [{ name: '$.xdm.mediaCollection.sessionDetails.name', reason: missing }] },
      },
      { ...problem, report: { eventIndex: 2, details: sentence } },
    ]);
  });

  test('of which one is nothing at all, or tells an identity that is none', async () => {
    const nothing = { events: [null, { xdm: good }, { xdm: { ...good, identityMap: { Nobody: 'x' } } }, 5] };
    const answer = await send(emulatorOfFixtures(), { path: '/ee/va/v1/sessionStart', body: nothing });
    expect(answer.status).toBe(207);
    expect(answer.body['errors']).toMatchObject([
      { report: { eventIndex: 0, details: [{ name: '$', reason: 'expected object, received null' }] } },
      { report: { eventIndex: 2, details: [{ name: '$.xdm.identityMap.Nobody' }] } },
      { report: { eventIndex: 3, details: [{ name: '$' }] } },
    ]);
  });

  test('played offline, of which one is bad', async () => {
    const offline = mediaXdm('downloaded');
    const answer = await sendMedia(emulatorOfFixtures(), 'downloaded', [
      offline,
      { ...offline, mediaDownloadedEvents: [] },
    ]);
    expect(answer.status).toBe(207);
    expect(answer.body['errors']).toMatchObject([
      { report: { eventIndex: 1, details: [{ name: '$.xdm.mediaDownloadedEvents' }] } },
    ]);
  });

  test('that are all bad start nothing, and the answer is still one with handles', async () => {
    const answer = await sendMedia(emulatorOfFixtures(), 'sessionStart', [nameless, nameless]);
    expect([answer.status, handleTypes(answer)]).toEqual([207, ['locationHint:result', 'state:store']]);
    const errors = answer.body['errors'] as { report: { eventIndex: number } }[];
    expect(errors.map(({ report }) => report.eventIndex)).toEqual([0, 1]);
  });

  test('of a session are taken or refused together', async () => {
    const emulator = emulatorOfFixtures();
    const sessionID = await startSession(emulator);
    const ping = mediaXdm('ping', { sessionID });
    expect((await sendMedia(emulator, 'ping', [ping, ping])).status).toBe(204);
    expect((await sendMedia(emulator, 'ping', [ping, mediaXdm('ping', { playhead: 'x' })])).status).toBe(400);
    expect((await sendMedia(emulator, 'ping', [ping, mediaXdm('ping')])).status).toBe(404);
  });
});

test('hostile names and depths get a refusal, and nothing else happens', async () => {
  const emulator = emulatorOfFixtures();
  const deep = `${'{"xdm":'.repeat(5000)}1${'}'.repeat(5000)}`;
  const id = '__proto__'.repeat(8).slice(0, 64);
  const bodies = [
    `{"events":[${deep}]}`,
    `{"events":[{"xdm":{"eventType":"media.play","__proto__":{"mediaCollection":{}}}}]}`,
    `{"events":[{"xdm":{"eventType":"media.play","mediaCollection":{"__proto__":{"playhead":1,"sessionID":"${id}"}}}}]}`,
    JSON.stringify({ events: [{ xdm: mediaXdm('play', { sessionID: id }) }] }),
  ];
  for (const body of bodies) {
    const { status } = await send(emulator, { path: '/ee/va/v1/play', body });
    expect([400, 404], body.slice(0, 80)).toContain(status);
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
});
