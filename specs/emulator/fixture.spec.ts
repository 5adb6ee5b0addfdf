/** Routes and faults as tests use them: through the fixture, against the client that ships with it. */

import { expect, test } from 'playwright-datastream';

const pageView = { xdm: { eventType: 'web.webpagedetails.pageViews' } };

test('a call that is refused once is sent again', async ({ edge, edgeEmulator, edgeTraffic }) => {
  edgeEmulator.fault({ status: 503, retryAfter: 0, times: 1 });
  const response = await edge.interact(pageView);

  expect(response).toBeAccepted();
  expect(edgeTraffic.calls().map((call) => call.response?.status)).toEqual([503, 200]);
  expect(edgeEmulator.calls()).toMatchObject([
    { status: 503, disturbedBy: 'fault: status 503' },
    { status: 200, disturbedBy: undefined },
  ]);
});

test('a route gives the offer that the test is about', async ({ edge, edgeEmulator }) => {
  edgeEmulator.route('interact', async (call) => {
    const { handles } = await call.fetch();
    const offer = { id: 'AT:1', scope: 'banner', items: [] };
    call.fulfill({ handles: [...handles, { type: 'personalization:decisions', payload: [offer], eventIndex: 0 }] });
  });
  const response = await edge.interact(pageView);

  expect(response).toBeAccepted();
  expect(response).toHaveIdentity('ECID');
  expect(response).toHaveHandle('personalization:decisions', { scope: 'banner', id: 'AT:1' });
});

test('a connection that is reset is no answer', async ({ edge, edgeEmulator }) => {
  edgeEmulator.fault({ connection: 'reset', nth: 2 });
  expect(await edge.interact(pageView)).toHaveStatus(200);
  await expect(edge.interact(pageView)).rejects.toMatchObject({ name: 'EdgeConnectionError', code: 'EDGE_NO_ANSWER' });
  expect(await edge.interact(pageView)).toHaveStatus(200);
});

test('an answer that is cut in its headers is no answer either; one that is cut in its body is half of one', async ({
  edge,
  edgeEmulator,
}) => {
  edgeEmulator.fault({ connection: 'reset-in-headers', times: 1 });
  await expect(edge.interact(pageView)).rejects.toMatchObject({ code: 'EDGE_NO_ANSWER' });
  edgeEmulator.fault({ connection: 'reset-in-body', times: 1 });
  const response = await edge.interact(pageView);
  expect(response).toHaveStatus(200);
  expect(response).not.toBeAccepted();
  expect(response.violations.map(({ message }) => message)).toEqual([
    expect.stringMatching(/cut in the body, after \d+ bytes/),
  ]);
});

test('an answer that is too late, or drips for too long, is a timeout', async ({ edge, edgeEmulator }) => {
  edgeEmulator.fault({ latency: 60_000, times: 1 });
  await expect(edge.interact(pageView, { timeout: 200 })).rejects.toMatchObject({ code: 'EDGE_TIMEOUT' });
  edgeEmulator.fault({ drip: { bytes: 1, everyMs: 100 }, times: 1 });
  await expect(edge.interact(pageView, { timeout: 400 })).rejects.toMatchObject({ code: 'EDGE_TIMEOUT' });
  expect(await edge.interact(pageView)).toBeAccepted();
});

test('a media event that is refused says why', async ({ edge }) => {
  const response = await edge.media.play({ mediaCollection: { playhead: 1 } });
  expect(() => expect(response).toBeAccepted()).toThrow(
    '$.events[0].xdm.mediaCollection.sessionID required field is missing',
  );
});

test.describe('a call that is not awaited', () => {
  const seen: (string | undefined)[] = [];
  test.describe.configure({ mode: 'serial' });

  test('is met by the faults of its test', ({ edge, edgeEmulator }) => {
    edgeEmulator.fault({ status: 503 });
    void edge.interact(pageView, { retry: false }).then(({ status }) => seen.push(String(status)));
  });

  test('and by those of no other', async ({ edge }) => {
    expect(seen).toEqual(['503']);
    expect(await edge.interact(pageView)).toHaveStatus(200);
  });
});
