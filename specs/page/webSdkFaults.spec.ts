/** What the Web SDK makes of answers that go wrong, and that each event counts once, however often it was sent. */

import { expect, type EdgeEmulator, type Fulfilment } from 'playwright-datastream';
import { accepted, rejectedWith, test } from '../support/webSdkPage.js';

const statuses = (calls: { response?: { status: number } }[]) => calls.map(({ response }) => response?.status);

test('an error that no patience helps is told at once: 400, 401, 403, 404, 413, 422, 500', async ({
  webSdk,
  edgeTraffic,
  edgeEmulator,
}) => {
  const refusals = [400, 401, 403, 404, 413, 422, 500];
  await webSdk.start();
  for (const status of refusals) {
    edgeEmulator.fault({ status, times: 1 });
    expect(await webSdk.send(`refused.${status}`)).toEqual(rejectedWith(`status code ${status}`));
  }
  await expect(edgeTraffic).toHaveEventCount(refusals.length);
  expect(statuses(edgeTraffic.calls())).toEqual(refusals);
  expect(await webSdk.cookies()).toEqual({});
});

test('a request that asks for patience is sent again, and its event counts once: 429, 502, 503, 504', async ({
  webSdk,
  edgeTraffic,
  edgeEmulator,
}) => {
  const busy = { 429: 0, 502: new Date(0).toUTCString(), 503: 0, 504: 0 };
  await webSdk.start();
  for (const [status, retryAfter] of Object.entries(busy)) {
    edgeEmulator.fault({ status: Number(status), retryAfter, times: 1 });
    expect(await webSdk.send(`busy.${status}`)).toMatchObject(accepted);
  }
  await expect(edgeTraffic).toHaveEventCount(4);
  const sent = edgeTraffic.requests().map(({ calls }) => statuses(calls));
  expect(sent).toEqual(Object.keys(busy).map((status) => [Number(status), 200]));
});

test('after three retries the SDK gives up', async ({ webSdk, edgeTraffic, edgeEmulator }) => {
  edgeEmulator.fault({ status: 503, retryAfter: 0 });
  await webSdk.start();
  expect(await webSdk.send('lost')).toEqual(rejectedWith('status code 503'));
  await expect(edgeTraffic).toHaveEventCount(1);
  expect(edgeTraffic.requests().map(({ calls }) => statuses(calls))).toEqual([[503, 503, 503, 503]]);
});

type Disturb = (emulator: EdgeEmulator) => void;

/** Answers the next event with this. */
const fulfilling =
  (answer: Fulfilment): Disturb =>
  (emulator) =>
    emulator.route('interact', (call) => call.fulfill(answer), { times: 1 });

const takenAnswers: Record<string, [status: number, disturb: Disturb]> = {
  'errors of services beside the handles': [
    207,
    (emulator) => emulator.fault({ problem: { code: 'EXEG-0201-503', as: 'error' }, times: 1 }),
  ],
  'warnings of services': [
    200,
    (emulator) => emulator.fault({ warning: { message: 'No such customer', code: 202 }, times: 1 }),
  ],
  'no content': [204, fulfilling({ status: 204 })],
  'a second of waiting': [200, (emulator) => emulator.fault({ latency: 1_000, times: 1 })],
  'a region that is none': [200, fulfilling({ handles: [], headers: { 'x-adobe-edge': 'nonsense' } })],
};

test('an answer that is not all it should be is taken', async ({ webSdk, edgeTraffic, edgeEmulator }) => {
  await webSdk.start();
  for (const [what, [, disturb]] of Object.entries(takenAnswers)) {
    disturb(edgeEmulator);
    expect(await webSdk.send('sent'), what).toMatchObject(accepted);
  }
  await expect(edgeTraffic).toHaveEventCount(Object.keys(takenAnswers).length);
  expect(statuses(edgeTraffic.calls())).toEqual(Object.values(takenAnswers).map(([status]) => status));
});

const brokenAnswers: Record<string, [says: string, disturb: Disturb]> = {
  'no body': ['no response body', (emulator) => emulator.fault({ body: 'empty', times: 1 })],
  'half a body': ['status code 200', (emulator) => emulator.fault({ body: 'truncated', times: 1 })],
  'the page of a gateway': [
    '<h1>502 Bad Gateway</h1>',
    (emulator) => emulator.fault({ body: 'not-json', contentType: 'text/html', times: 1 }),
  ],
  'no handles': ['status code 200', fulfilling({ body: { requestId: 'x' } })],
};

test('a status of 200 does not help an answer that cannot be read', async ({ webSdk, edgeTraffic, edgeEmulator }) => {
  await webSdk.start();
  for (const [what, [says, disturb]] of Object.entries(brokenAnswers)) {
    disturb(edgeEmulator);
    expect(await webSdk.send('sent'), what).toEqual(rejectedWith(says));
  }
  await expect(edgeTraffic).toHaveEventCount(Object.keys(brokenAnswers).length);
  expect(statuses(edgeTraffic.calls())).toEqual([200, 200, 200, 200]);
});

const unread: Record<string, Disturb> = {
  'the connection is reset': (emulator) => emulator.fault({ connection: 'reset', times: 1 }),
  'the body is cut off': (emulator) => emulator.fault({ connection: 'reset-in-body', times: 1 }),
  'another origin may read it': fulfilling({
    handles: [],
    headers: { 'access-control-allow-origin': 'https://elsewhere.example' },
  }),
  'any origin may read it': fulfilling({ handles: [], headers: { 'access-control-allow-origin': '*' } }),
  'nobody with cookies may read it': fulfilling({
    handles: [],
    headers: { 'access-control-allow-credentials': 'false' },
  }),
};

test('an answer that the page does not get is not asked for again', async ({ webSdk, edgeTraffic, edgeEmulator }) => {
  await webSdk.start();
  for (const [why, disturb] of Object.entries(unread)) {
    disturb(edgeEmulator);
    expect(await webSdk.send('sent'), why).toEqual(rejectedWith('Failed to fetch'));
  }
  await expect(edgeTraffic).toHaveEventCount(Object.keys(unread).length);
  expect(edgeTraffic.requests().map(({ calls }) => calls.length)).toEqual([1, 1, 1, 1, 1]);
  expect(await webSdk.cookies()).toEqual({});
});

test('what the browser itself sends again counts once', async ({ webSdk, edgeTraffic, edgeEmulator }) => {
  await webSdk.start();
  await webSdk.send('before');
  // Chromium takes a connection that was used before for one that was closed in the meantime.
  edgeEmulator.fault({ connection: 'reset', times: 1 });
  expect(await webSdk.send('sent')).toMatchObject(accepted);
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'sent' });
  expect(edgeTraffic.requests().map(({ calls }) => statuses(calls))).toEqual([[200], [undefined, 200]]);
});

test('what the browser does not let out is not in the traffic: offline, or forbidden by the page', async ({
  context,
  webSdk,
  edgeTraffic,
}) => {
  await webSdk.start();
  await context.setOffline(true);
  expect(await webSdk.send('offline')).toEqual(rejectedWith('Failed to fetch'));
  await context.setOffline(false);
  await webSdk.start({}, '/strict');
  expect(await webSdk.send('forbidden')).toEqual(rejectedWith('Failed to fetch'));
  await expect(edgeTraffic).toHaveEventCount(0);
  expect(edgeTraffic.calls()).toEqual([]);
});
