/** Events that JavaScript lets through and that no spec can mean. */

import { expect, test } from '@playwright/test';
import type { EdgeEventInput } from '../../../src/edge/options.js';
import { datastreamId, liveConnection } from '../../support/liveConnection.js';
import { emptyAnswer, json, scriptedServer } from '../../support/scriptedServer.js';

const xdm = { eventType: 'web.webpagedetails.pageViews' };
/** As plain JavaScript and data from elsewhere give it. */
const untyped = (event: unknown) => event as EdgeEventInput;

const inner = 'Give what stands in it, { xdm, data }. edge.post() sends any body as it is.';
const list =
  'Give one event { xdm, data } to edge.interact(), or the list itself to edge.collect(). edge.post() sends any body as it is.';

for (const { event, what, fix } of [
  {
    event: { event: { xdm } },
    what: 'has a field "event": it is a whole body, which the client writes itself.',
    fix: inner,
  },
  {
    event: { events: [{ xdm }] },
    what: 'has a field "events": it is a whole body, which the client writes itself.',
    fix: list,
  },
  {
    event: { xdm, events: { xdm } },
    what: 'has a field "events": it is a whole body, which the client writes itself.',
    fix: list,
  },
  { event: { XDM: xdm }, what: 'has a field "XDM".', fix: 'Write "xdm": case matters.' },
  { event: { Xdm: xdm, data: {} }, what: 'has a field "Xdm".', fix: 'Write "xdm": case matters.' },
  { event: { xdm, Data: {} }, what: 'has a field "Data".', fix: 'Write "data": case matters.' },
]) {
  test(`${JSON.stringify(event)} is refused before it is sent`, async () => {
    await using server = await scriptedServer(json(200, emptyAnswer));
    await using connection = await liveConnection(server.url);
    const edge = connection.client();
    const failure = (call: Promise<unknown>) => call.catch((error: unknown) => error);

    expect(await failure(edge.interact(untyped(event)))).toMatchObject({
      name: 'EdgeUsageError',
      message: `The event given to edge.interact() ${what}\n${fix}\n[EDGE_OPTION_INVALID]`,
    });
    expect(await failure(edge.collect([{ xdm }, untyped(event)]))).toMatchObject({
      message: `The event given to edge.collect() ${what}\n${fix}\n[EDGE_OPTION_INVALID]`,
    });
    expect(server.requests).toEqual([]);
  });
}

for (const [event, printed] of [
  [[{ xdm }], 'an array'],
  ['{"xdm":{}}', '{"xdm":{}}'],
  [undefined, 'undefined'],
] as const) {
  test(`${printed} is no event`, async () => {
    await using connection = await liveConnection('http://127.0.0.1:1');
    await expect(connection.client().interact(untyped(event))).rejects.toThrow(
      `edge.interact() takes an event { xdm, data }; got ${printed}.\n[EDGE_OPTION_INVALID]`,
    );
  });
}

test('fields that may mean something are sent, and post sends anything', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  const edge = connection.client();
  const unusual = { eventType: 'x', event: 'click', events: [], later: {}, query: {}, meta: {} };
  await edge.interact(untyped(unusual));
  await edge.post('/ee/v2/interact', { event: { XDM: xdm, event: {} } });

  expect(server.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { event: unusual },
    { event: { XDM: xdm, event: {} } },
  ]);
  expect(server.requests[0]?.path).toBe(`/ee/v2/interact?dataStreamId=${datastreamId}`);
});

class Price {
  amount = 2;
}

for (const { value, reason } of [
  { value: { total: NaN }, reason: 'data.total is NaN' },
  { value: { list: [1, -Infinity] }, reason: 'data.list[1] is -Infinity' },
  { value: { seen: new Map([['a', 1]]) }, reason: 'data.seen is a Map' },
  { value: { seen: [new Set(['a'])] }, reason: 'data.seen[0] is a Set' },
  { value: { 'on click': () => 1 }, reason: 'data["on click"] is a function' },
  { value: { price: { mark: Symbol('x') } }, reason: 'data.price.mark is a symbol' },
]) {
  test(`${reason}, which JSON would lose`, async () => {
    await using server = await scriptedServer(json(200, emptyAnswer));
    await using connection = await liveConnection(server.url);
    const edge = connection.client();

    await expect(edge.interact({ xdm, data: value })).rejects.toThrow(
      [
        `The body cannot be written as JSON: event.${reason}.`,
        'Send plain values only: strings, numbers, booleans, null, arrays and objects.',
        '[EDGE_EVENT_NOT_SERIALIZABLE]',
      ].join('\n'),
    );
    expect(server.requests).toEqual([]);
    await edge.post('/ee/v2/interact', { event: { xdm, data: value } });
    expect(server.requests).toHaveLength(1);
  });
}

test('what knows how to be JSON is sent, and so are fields without a value', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  const at = new Date('2026-01-15T09:30:00.000Z');
  const mapped = Object.assign(new Map([['a', 1]]), { toJSON: () => ({ a: 1 }) });
  const data = { at, none: undefined, list: [undefined], nothing: null, price: new Price(), mapped, empty: {} };
  await connection.client().interact({ xdm, data });

  const { event } = JSON.parse(server.requests[0]?.body ?? '') as { event: unknown };
  expect(event).toEqual({
    xdm,
    data: { at: at.toISOString(), list: [null], nothing: null, price: { amount: 2 }, mapped: { a: 1 }, empty: {} },
  });
});

test('an event that is nested as deep as JSON goes is sent', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  let deep: object = {};
  for (let level = 0; level < 2_000; level++) deep = { a: deep };
  await connection.client().interact({ xdm, data: { deep } });
  expect(server.requests).toHaveLength(1);
});
