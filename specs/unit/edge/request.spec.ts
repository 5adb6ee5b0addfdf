import { expect, test } from '@playwright/test';
import type { CallOptions } from '../../../src/edge/options.js';
import { datastreamId, liveConnection, orgId } from '../../support/liveConnection.js';
import { emptyAnswer, json, scriptedServer } from '../../support/scriptedServer.js';
import { planted } from '../../support/planted.js';

const event = { xdm: { eventType: 'web.webpagedetails.pageViews' }, data: { prop1: 'custom value' } };
const requestId = '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d';

test('an authenticated interact is the documented call: path, parameter, three headers, one event', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  await connection.client().interact(event);

  const [request] = server.requests;
  expect(request?.method).toBe('POST');
  expect(request?.path).toBe(`/ee/v2/interact?dataStreamId=${datastreamId}`);
  expect(request?.headers).toMatchObject({
    'content-type': 'application/json',
    authorization: `Bearer ${planted.accessToken}`,
    'x-gw-ims-org-id': orgId,
    'x-api-key': planted.clientId,
  });
  expect(JSON.parse(request?.body ?? '')).toEqual({ event });
});

test('options become query, meta and headers', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url, {
    use: { edgeDatastreamParameter: 'datastreamId', edgeSandbox: 'stage' },
    environment: { EDGE_ASSURANCE_TOKEN: 'assurance-session' },
  });
  await connection.client().interact(event, {
    requestId,
    query: { identity: { fetch: ['ECID'] } },
    meta: { state: { domain: 'example.com', entries: [{ key: 'kndctr_x', value: '1' }] } },
    configOverrides: { com_adobe_target: { propertyToken: 'token' } },
    identityMap: { Email: [{ id: 'jo@example.com', primary: true }] },
    locationHint: 'va6',
    headers: { 'X-Forwarded-For': '192.0.2.7' },
  });

  const [request] = server.requests;
  expect(request?.path).toBe(`/ee/va6/v2/interact?datastreamId=${datastreamId}&requestId=${requestId}`);
  expect(request?.headers).toMatchObject({
    'x-sandbox-name': 'stage',
    'x-forwarded-for': '192.0.2.7',
    'x-adobe-aep-validation-token': 'assurance-session',
  });
  expect(JSON.parse(request?.body ?? '')).toEqual({
    event: { ...event, xdm: { ...event.xdm, identityMap: { Email: [{ id: 'jo@example.com', primary: true }] } } },
    query: { identity: { fetch: ['ECID'] } },
    meta: {
      state: { domain: 'example.com', entries: [{ key: 'kndctr_x', value: '1' }] },
      configOverrides: { com_adobe_target: { propertyToken: 'token' } },
    },
  });
});

test('an unauthenticated call carries no credential of any kind', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url, { use: { edgeSandbox: 'stage' } });
  await connection.client().interact(event, { authenticated: false });

  const names = Object.keys(server.requests[0]?.headers ?? {});
  expect(names).not.toEqual(expect.arrayContaining([expect.stringMatching(/authorization|x-api-key|ims-org|sandbox/)]));
});

test('v1 sends an array of events, names the datastream configId and asks for no token', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  await connection.client().interact(event, { version: 'v1' });

  const [request] = server.requests;
  expect(request?.path).toBe(`/ee/v1/interact?configId=${datastreamId}`);
  expect(request?.headers.authorization).toBeUndefined();
  expect(JSON.parse(request?.body ?? '')).toEqual({ events: [event] });
});

test('collect sends a batch, and silent only when it is given', async () => {
  await using server = await scriptedServer(json(202, { requestId: emptyAnswer.requestId }));
  await using connection = await liveConnection(server.url);
  const edge = connection.client();
  await edge.collect([event, event]);
  await edge.collect(event, { silent: true });

  expect(server.requests.map(({ path }) => path)).toEqual([
    `/ee/v2/collect?dataStreamId=${datastreamId}`,
    `/ee/v2/collect?dataStreamId=${datastreamId}&silent=true`,
  ]);
  expect(server.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { events: [event, event] },
    { events: [event] },
  ]);
});

test('post sends a text as it is, with credentials and the datastream parameter', async () => {
  await using server = await scriptedServer(json(400, {}));
  await using connection = await liveConnection(server.url);
  await connection.client().post('/ee/v2/interact', '{"event":', { requestId });

  const [request] = server.requests;
  expect(request?.path).toBe(`/ee/v2/interact?dataStreamId=${datastreamId}&requestId=${requestId}`);
  expect(request?.headers.authorization).toBe(`Bearer ${planted.accessToken}`);
  expect(request?.body).toBe('{"event":');
});

test('a bare post adds nothing to path and headers', async () => {
  await using server = await scriptedServer(json(400, {}));
  await using connection = await liveConnection(server.url);
  await connection.client().post('/ee/v2/interact', { event }, { bare: true });

  const [request] = server.requests;
  expect(request?.path).toBe('/ee/v2/interact');
  expect(Object.keys(request?.headers ?? {}).toSorted()).toEqual([
    'connection',
    'content-length',
    'content-type',
    'host',
  ]);
});

test('a datastream that is not in the allow-list is refused before anything is sent, however it is named', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  const edge = connection.client();
  const message = [
    `Live mode refuses datastream production-1: EDGE_ALLOWED_DATASTREAMS has only ${datastreamId}. Add it there if tests may write to it.`,
    '[EDGE_DATASTREAM_NOT_ALLOWED]',
  ].join('\n');

  await expect(edge.interact(event, { datastreamId: 'production-1' })).rejects.toThrow(message);
  await expect(edge.post('/ee/v2/interact?datastreamId=production-1', '{}')).rejects.toThrow(message);
  await expect(edge.post('/ee/v1/interact?configId=production-1', '{}', { bare: true })).rejects.toThrow(message);
  for (const query of [
    `configId=production-1&datastreamId=${datastreamId}`,
    `datastreamId=${datastreamId}&dataStreamId=production-1`,
    `configId=${datastreamId}&configId=production-1`,
    `DATASTREAMID=production-1&datastreamId=${datastreamId}`,
  ]) {
    await expect(edge.post(`/ee/v1/interact?${query}`, '{}')).rejects.toThrow(message);
    await expect(edge.post(`/ee/v1/interact?${query}`, '{}', { bare: true })).rejects.toThrow(message);
  }
  expect(server.requests).toEqual([]);
});

for (const [options, what] of [
  [{ retry: 4 }, 'The option "retry" takes 0 to 3, or false; got 4.'],
  [{ version: 'v3' as 'v2' }, 'The option "version" takes \'v1\' or \'v2\'; got "v3".'],
  [{ timeout: -1 }, 'The option "timeout" takes milliseconds from 0 on; got -1.'],
  [{ timeout: NaN }, 'The option "timeout" takes milliseconds from 0 on; got NaN.'],
  [{ timeout: Infinity }, 'The option "timeout" takes milliseconds from 0 on; got Infinity.'],
  [{ timeout: '5s' as unknown as number }, 'The option "timeout" takes milliseconds from 0 on; got "5s".'],
  [
    { locationHint: 'or2/../admin' },
    'The option "locationHint" takes lower-case letters and digits, or null; got "or2/../admin".',
  ],
  [{ locationHint: '' }, 'The option "locationHint" takes lower-case letters and digits, or null; got "".'],
  [{ headers: { 'x note': '1' } }, 'The option "headers" names a header "x note", which no HTTP header can be called.'],
  [
    { headers: { Authorization: 'Bearer one\ntwo' } },
    'The option "headers" gives "Authorization" a value with the character U+000A, which no HTTP header can hold.',
  ],
  [
    { headers: { 'x-name': 'Łódź' } },
    'The option "headers" gives "x-name" a value with the character U+0141, which no HTTP header can hold.',
  ],
  [
    { headers: { 'x-count': 5 as unknown as string } },
    'The option "headers" gives "x-count" a value that is no string.',
  ],
  [{ headers: { 'transfer-encoding': 'chunked' } }, 'The request cannot be sent: invalid transfer-encoding header.'],
] satisfies [CallOptions, string][]) {
  test(`a wrong option is a usage error, and nothing is sent: ${what}`, async () => {
    await using server = await scriptedServer(json(200, emptyAnswer));
    await using connection = await liveConnection(server.url);
    const error = await connection
      .client()
      .interact(event, options)
      .catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ name: 'EdgeUsageError', message: `${what}\n[EDGE_OPTION_INVALID]` });
    expect(server.requests).toEqual([]);
  });
}

test('the path of a post begins with a slash', async () => {
  await using connection = await liveConnection('http://127.0.0.1:1');
  await expect(connection.client().post('ee/v2/interact', {})).rejects.toThrow(
    'edge.post() needs a path that begins with "/", got "ee/v2/interact".\n[EDGE_OPTION_INVALID]',
  );
});

for (const { title, value, message } of [
  {
    title: 'a BigInt',
    value: { xdm: { commerce: { order: { priceTotal: 12n } } } },
    message: 'The body cannot be written as JSON: event.xdm.commerce.order.priceTotal is the BigInt 12n.',
  },
  {
    title: 'a cycle',
    value: (() => {
      const item: Record<string, unknown> = {};
      item['self'] = item;
      return { xdm: { productListItems: [item] } };
    })(),
    message:
      'The body cannot be written as JSON: event.xdm.productListItems[0].self refers back to an object that contains it.',
  },
  {
    title: 'more than 64 KB',
    value: { xdm: { note: 'ä'.repeat(40_000) } },
    message: 'The body is 80029 bytes; the Edge Network takes at most 65536.',
  },
]) {
  test(`an event with ${title} is refused before it is sent`, async () => {
    await using server = await scriptedServer(json(200, emptyAnswer));
    await using connection = await liveConnection(server.url);
    await expect(connection.client().interact(value)).rejects.toThrow(message);
    expect(server.requests).toEqual([]);
  });
}

test('64 KB exactly are sent', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  const frame = JSON.stringify({ event: { xdm: { note: '' } } }).length;
  await connection.client().interact({ xdm: { note: 'x'.repeat(65_536 - frame) } });
  expect(server.requests[0]?.body.length).toBe(65_536);
});
