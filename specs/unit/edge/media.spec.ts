/** `edge.media`: what it sends, and a session from start to end on the emulator. */

import { test, expect, type EdgeClient } from 'playwright-datastream';
import { mediaEvents } from '../../../src/protocol/endpoints.js';
import { datastreamId, liveConnection } from '../../support/liveConnection.js';
import { emptyAnswer, json, scriptedServer } from '../../support/scriptedServer.js';

const sessionDetails = { name: 'film', playerName: 'shop-player', length: 58, channel: 'shop', contentType: 'VOD' };
const sessionID = 'a'.repeat(64);

async function startedBy(edge: EdgeClient): Promise<string> {
  const response = await edge.media.sessionStart({ mediaCollection: { playhead: 0, sessionDetails } });
  expect(response).toBeAccepted();
  return response.payload('media-analytics:new-session')[0]!.sessionId;
}

test('a session from start to end', async ({ edge }) => {
  const session = { sessionID: await startedBy(edge) };
  const { media } = edge;
  const answers = [
    await media.play({ mediaCollection: { ...session, playhead: 0 } }),
    await media.ping({ mediaCollection: { ...session, playhead: 10 } }),
    await media.adBreakStart({
      mediaCollection: { ...session, playhead: 12, advertisingPodDetails: { index: 0, offset: 12 } },
    }),
    await media.adSkip({ mediaCollection: { ...session, playhead: 12 } }),
    await media.statesUpdate({ mediaCollection: { ...session, playhead: 13, statesStart: [{ name: 'mute' }] } }),
    await media.sessionEnd({ mediaCollection: { ...session, playhead: 58 } }),
  ];
  for (const answer of answers) {
    expect(answer).toBeAccepted();
    expect(answer).toHaveStatus(204);
  }
  expect(await media.play({ mediaCollection: { ...session, playhead: 58 } })).toHaveProblem('va-edge-0404-404');
});

test('a session that has been silent for ten minutes is gone', async ({ edge, edgeEmulator }) => {
  const sessionId = await startedBy(edge);
  edgeEmulator.fastForward(10 * 60_000);
  const late = await edge.media.ping({ mediaCollection: { sessionID: sessionId, playhead: 5 } });
  expect(late).toHaveProblem('va-edge-0404-404');
});

test('a session that the event of another one names is refused with the field that is wrong', async ({ edge }) => {
  const refused = await edge.media.play({ mediaCollection: { sessionID: 'short', playhead: 5 } });
  expect(refused).toHaveProblem('va-edge-0400-400');
  expect(refused.problem?.report?.['details']).toMatchObject([
    { name: '$.events[0].xdm.mediaCollection.sessionID', reason: expect.stringContaining('InvalidApiSidLength=5') },
  ]);
});

test('the first answer names the region that the next event goes to', async ({ edge, edgeEmulator }) => {
  await edge.media.play({ mediaCollection: { sessionID: await startedBy(edge), playhead: 1 } });
  expect(edgeEmulator.calls().map(({ request }) => request.path)).toEqual([
    '/ee/va/v1/sessionStart',
    '/ee/or2/va/v1/play',
  ]);
});

test('every media event has a call, to the path and with the type of its name', async () => {
  await using server = await scriptedServer((response) => void response.writeHead(204).end());
  await using connection = await liveConnection(server.url);
  const { media } = connection.client();
  expect(Object.keys(media)).toEqual([...mediaEvents]);
  const before = Date.now();
  for (const event of mediaEvents) await media[event]({ mediaCollection: { sessionID, playhead: 1 } });

  expect(server.requests.map(({ path }) => path)).toEqual(
    mediaEvents.map((event) => `/ee/va/v1/${event}?configId=${datastreamId}`),
  );
  for (const [index, { body, headers }] of server.requests.entries()) {
    expect(headers.authorization).toBeUndefined();
    const event = mediaEvents[index]!;
    const { events } = JSON.parse(body) as { events: { xdm: { eventType: string; timestamp?: string } }[] };
    const { eventType, timestamp } = events[0]!.xdm;
    expect(eventType).toBe(`media.${event}`);
    if (event === 'downloaded') expect(timestamp).toBeUndefined();
    else expect(Date.parse(timestamp ?? '')).toBeGreaterThanOrEqual(before);
  }
});

test('what the caller says of type and time is sent, and options are those of every call', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  const xdm = { eventType: 'media.adBreakSkip', timestamp: '2026-03-01T12:00:00Z', mediaCollection: { playhead: 1 } };
  await connection.client().media.adSkip(xdm, {
    requestId: '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d',
    locationHint: 'va6',
    query: { identity: { fetch: ['ECID'] } },
    identityMap: { Email: [{ id: 'jo@shop.example', primary: true }] },
  });

  const [request] = server.requests;
  const id = '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d';
  expect(request?.path).toBe(`/ee/va6/va/v1/adSkip?configId=${datastreamId}&requestId=${id}`);
  expect(JSON.parse(request?.body ?? '')).toEqual({
    events: [{ xdm: { ...xdm, identityMap: { Email: [{ id: 'jo@shop.example', primary: true }] } } }],
    query: { identity: { fetch: ['ECID'] } },
  });
});

for (const [given, got] of [
  [undefined, 'undefined'],
  [{ xdm: { mediaCollection: {} } }, 'an object with "xdm" in it'],
  [{ events: [] }, 'an object with "events" in it'],
] as const) {
  test(`${got} is no media event`, async ({ edge }) => {
    await expect(edge.media.play(given as never)).rejects.toMatchObject({
      code: 'EDGE_OPTION_INVALID',
      message: `edge.media.play() takes the fields of xdm, { mediaCollection: { … } }; got ${got}.\n[EDGE_OPTION_INVALID]`,
    });
  });
}
