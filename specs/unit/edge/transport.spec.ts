import { createServer, type AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { connect } from '../../../src/connect.js';
import { EdgeConnectionError } from '../../../src/errors.js';
import { EdgeTraffic } from '../../../src/traffic/traffic.js';
import { liveConnection } from '../../support/liveConnection.js';
import { emptyAnswer, json, scriptedServer, type Reply } from '../../support/scriptedServer.js';
import { planted } from '../../support/planted.js';

const event = { xdm: { eventType: 'web.webpagedetails.pageViews' } };
const requestId = '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d';

const soon = { 'retry-after': '0' };

for (const status of [429, 502, 503, 504]) {
  test(`${status} is sent again with the same requestId, at most three times`, async () => {
    await using server = await scriptedServer(json(status, {}, soon));
    await using connection = await liveConnection(server.url);
    const response = await connection.client().interact(event, { requestId });

    expect(response).toMatchObject({ status, attempts: 4 });
    expect(server.requests.length).toBe(4);
    expect(new Set(server.requests.map(({ path, body }) => path + body)).size).toBe(1);
    expect(server.requests[0]?.path).toContain(requestId);
  });
}

for (const status of [400, 401, 403, 404, 408, 409, 422, 500, 501, 505, 507]) {
  test(`${status} is never sent again`, async () => {
    await using server = await scriptedServer(json(status, {}, soon));
    await using connection = await liveConnection(server.url);
    expect(await connection.client().interact(event)).toMatchObject({ status, attempts: 1 });
    expect(server.requests.length).toBe(1);
  });
}

test('a retry that is answered ends the retries, and every transmission is recorded', async () => {
  await using server = await scriptedServer(json(503, {}, soon), json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  const traffic = new EdgeTraffic();
  const response = await connection.client({ traffic }).interact(event);

  expect(response).toMatchObject({ status: 200, attempts: 2 });
  expect(traffic.calls().map((call) => call.response?.status)).toEqual([503, 200]);
});

test('retry: false and retry: 1 bound the retries', async () => {
  await using server = await scriptedServer(json(503, {}, soon));
  await using connection = await liveConnection(server.url);
  await connection.client().interact(event, { retry: false });
  expect(server.requests.length).toBe(1);
  await connection.client().interact(event, { retry: 1 });
  expect(server.requests.length).toBe(3);
});

for (const [form, header] of [
  ['seconds', () => '1'],
  ['an HTTP date', () => new Date(Date.now() + 2_000).toUTCString()],
] as const) {
  test(`Retry-After in ${form} is waited for`, async () => {
    await using server = await scriptedServer(
      (response) => response.writeHead(429, { 'retry-after': header() }).end(),
      json(200, emptyAnswer),
    );
    await using connection = await liveConnection(server.url);
    const startedAt = performance.now();
    expect((await connection.client().interact(event)).status).toBe(200);
    // A date has whole seconds, so two seconds ahead is more than one.
    expect(performance.now() - startedAt).toBeGreaterThan(990);
  });
}

for (const header of ['-1', '1.5', 'soon']) {
  test(`Retry-After: ${header} is neither, so the wait is that without one`, async () => {
    await using server = await scriptedServer(json(429, {}, { 'retry-after': header }), json(200, emptyAnswer));
    await using connection = await liveConnection(server.url);
    const startedAt = performance.now();
    expect((await connection.client().interact(event)).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(990);
  });
}

test('a timeout that is longer than a timer can be is no short one', async () => {
  await using server = await scriptedServer((response) => setImmediate(() => response.writeHead(204).end()));
  await using connection = await liveConnection(server.url);
  expect((await connection.client().interact(event, { timeout: 2 ** 31 })).status).toBe(204);
});

test('a service that asks for more than a minute is not waited for', async () => {
  await using server = await scriptedServer(json(429, {}, { 'retry-after': '3600' }));
  await using connection = await liveConnection(server.url);
  expect((await connection.client().interact(event)).status).toBe(429);
  expect(server.requests.length).toBe(1);
});

test('one connection serves all calls of all visitors of a worker', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  for (let call = 0; call < 20; call++) {
    await connection.client().interact(event);
    await nextTurn();
  }
  expect(server.requests.length).toBe(20);
  expect(server.connections()).toBe(1);
});

test('two connections serve calls that follow each other without a pause', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  for (let call = 0; call < 20; call++) await connection.client().interact(event);
  expect(server.requests.length).toBe(20);
  // undici hands a socket back one turn of the event loop after the answer's last byte.
  expect(server.connections()).toBe(2);
});

test('a compressed answer is read, whether or not it was asked for', async () => {
  const compressed: Reply = (response) =>
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'deflate' })
      .end(deflateSync(JSON.stringify(emptyAnswer)));
  await using server = await scriptedServer(compressed);
  await using connection = await liveConnection(server.url);
  expect((await connection.client().interact(event)).body).toEqual(emptyAnswer);
});

for (const [title, body] of [
  ['no JSON', '<html>gateway</html>'],
  ['cut off', '{"requestId":"2f1c'],
  ['empty', ''],
] as const) {
  test(`a body that is ${title} is returned, with a violation`, async () => {
    await using server = await scriptedServer((response) => response.writeHead(200).end(body));
    await using connection = await liveConnection(server.url);
    const response = await connection.client().interact(event);
    expect(response).toMatchObject({ status: 200, text: body, body: undefined, handle: [], requestId: undefined });
    expect(response.violations.map(({ rule }) => rule)).toEqual(['json']);
  });
}

test('a refused connection names call, reason, time waited and cause', async () => {
  const url = await (async () => {
    await using server = await scriptedServer();
    return server.url;
  })();
  await using connection = await liveConnection(url);
  const error = await connection
    .client()
    .interact(event)
    .catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(EdgeConnectionError);
  expect(error).toMatchObject({ code: 'EDGE_NO_ANSWER', cause: { code: 'ECONNREFUSED' } });
  expect((error as Error).message).toMatch(
    /^POST http:\/\/127\.0\.0\.1:\d+\/ee\/v2\/interact\?dataStreamId=[\w-]+: no answer after \d+ ms, the connection was refused\.\nCheck that something listens at that address\.\n\[EDGE_NO_ANSWER\]$/,
  );
});

test('a connection that is cut before the head is no answer', async () => {
  await using server = await scriptedServer((response) => response.destroy());
  await using connection = await liveConnection(server.url);
  const traffic = new EdgeTraffic();
  await expect(connection.client({ traffic }).interact(event)).rejects.toThrow(
    /the connection was cut\.\n\[EDGE_NO_ANSWER\]$/,
  );
  expect(traffic.calls()).toMatchObject([{ failure: 'EDGE_NO_ANSWER' }]);
});

const envelopeText = JSON.stringify(emptyAnswer);
const cutAfter =
  (status: number, headers: Record<string, string>, part: string | Buffer): Reply =>
  (response) =>
    response.writeHead(status, headers).write(part, () => response.destroy());

for (const { title, reply, status, text, violations } of [
  {
    title: 'is cut in a body of known length',
    reply: cutAfter(200, { 'content-length': '100' }, '{"requ'),
    status: 200,
    text: '{"requ',
    violations: ['the connection was cut in the body, after 6 bytes'],
  },
  {
    title: 'is cut in a chunked body, within a character',
    reply: cutAfter(207, {}, Buffer.from('{"ä').subarray(0, 3)),
    status: 207,
    text: '{"\ufffd',
    violations: ['the connection was cut in the body, after 3 bytes'],
  },
  {
    title: 'is cut after what is a whole answer already',
    reply: cutAfter(200, {}, '{"handle":[]}'),
    status: 200,
    text: '{"handle":[]}',
    violations: ['the connection was cut in the body, after 13 bytes', 'required field "requestId" is missing'],
  },
  {
    title: 'is cut in a compressed body',
    reply: cutAfter(200, { 'content-encoding': 'gzip' }, gzipSync(envelopeText).subarray(0, -8)),
    status: 200,
    text: envelopeText,
    violations: [`the connection was cut in the body, after ${gzipSync(envelopeText).length - 8} bytes`],
  },
] satisfies { title: string; reply: Reply; status: number; text: string; violations: string[] }[]) {
  test(`an answer that ${title} is returned, with a violation`, async () => {
    await using server = await scriptedServer(reply);
    await using connection = await liveConnection(server.url);
    const traffic = new EdgeTraffic();
    const response = await connection.client({ traffic }).interact(event);

    expect(response).toMatchObject({ status, text });
    expect(response.violations.map(({ message }) => message)).toEqual(violations);
    expect(traffic.calls()).toMatchObject([{ response: { status, body: text, fault: violations[0] } }]);
  });
}

test('an answer that is cut in the body is sent again where its status says so', async () => {
  await using server = await scriptedServer(cutAfter(503, soon, '{"ty'), json(200, emptyAnswer));
  await using connection = await liveConnection(server.url);
  expect((await connection.client().interact(event)).status).toBe(200);
});

test('a compressed body that is none is returned as it came, with a violation', async () => {
  await using server = await scriptedServer((response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(envelopeText),
  );
  await using connection = await liveConnection(server.url);
  const response = await connection.client().interact(event);

  expect(response).toMatchObject({ status: 200, text: envelopeText, requestId: emptyAnswer.requestId });
  expect(response.violations.map(({ message }) => message)).toEqual([
    'the body cannot be decompressed with gzip: incorrect header check',
  ]);
});

test('an empty 204 that claims to be compressed is empty', async () => {
  await using server = await scriptedServer((response) =>
    response.writeHead(204, { 'content-encoding': 'gzip' }).end(),
  );
  await using connection = await liveConnection(server.url);
  const response = await connection.client().collect(event, { silent: true });
  expect(response).toMatchObject({ status: 204, text: '', violations: [] });
});

for (const [title, reply] of [
  ['never comes', () => {}],
  [
    'drips slower than the timeout allows',
    (response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    },
  ],
  ['stops in the body', (response) => response.writeHead(200, { 'content-length': '100' }).write('{"requ')],
] as [string, Reply][]) {
  test(`an answer that ${title} ends with the timeout`, async () => {
    await using server = await scriptedServer(reply);
    await using connection = await liveConnection(server.url);
    await expect(connection.client().interact(event, { timeout: 150 })).rejects.toThrow(
      /no complete answer within 150 ms\.\nRaise the "timeout" option of the call if the service may take that long\.\n\[EDGE_TIMEOUT\]$/,
    );
  });
}

test('state and location hint of an answer go into the next request of the same visitor only', async () => {
  const handle = [
    {
      type: 'state:store',
      payload: [
        { key: 'kndctr_a', value: 'one', maxAge: 60 },
        { key: 'kndctr_b', value: 'two' },
      ],
    },
    { type: 'locationHint:result', payload: [{ scope: 'EdgeNetwork', hint: 'irl1', ttlSeconds: 1800 }] },
  ];
  const gone = [{ type: 'state:store', payload: [{ key: 'kndctr_a', value: '', maxAge: 0 }] }];
  await using server = await scriptedServer(
    json(200, { ...emptyAnswer, handle }),
    json(200, { ...emptyAnswer, handle: gone }),
    json(200, emptyAnswer),
  );
  await using connection = await liveConnection(server.url);
  const edge = connection.client();
  await edge.interact(event);
  await edge.interact(event);
  await edge.interact(event);
  await edge.newVisitor().interact(event);

  const sent = server.requests.map(({ path, body }) => [
    path.split('?')[0],
    (JSON.parse(body) as { meta?: unknown }).meta,
  ]);
  expect(sent).toEqual([
    ['/ee/v2/interact', undefined],
    [
      '/ee/irl1/v2/interact',
      {
        state: {
          entries: [
            { key: 'kndctr_a', value: 'one' },
            { key: 'kndctr_b', value: 'two' },
          ],
        },
      },
    ],
    ['/ee/irl1/v2/interact', { state: { entries: [{ key: 'kndctr_b', value: 'two' }] } }],
    ['/ee/v2/interact', undefined],
  ]);
});

for (const [title, header] of [
  ['a page', 'text/html'],
  ['JSON', 'application/json'],
] as const) {
  test(`no credential that ${title} echoes is in a response, nor in the recorded traffic`, async () => {
    const given = 'planted "own" token\\ 5c0ffee1';
    const echo: Reply = (response, { headers }) => {
      const text = JSON.stringify({ ...emptyAnswer, echo: headers, bearer: headers.authorization?.split(' ')[1] });
      response
        .writeHead(502, { 'content-type': header, 'x-echo': `${headers.authorization}`, 'retry-after': '0' })
        .end(title === 'JSON' ? text : `<pre>${text}</pre>`);
    };
    await using server = await scriptedServer(echo);
    await using connection = await liveConnection(server.url, {
      environment: { EDGE_ASSURANCE_TOKEN: 'planted-assurance-44e1' },
    });
    const traffic = new EdgeTraffic({ secrets: connection.secrets });
    const edge = connection.client({ traffic });
    const headers = { authorization: `Bearer ${given}` };
    const responses = [
      await edge.interact(event, { retry: false }),
      await edge.interact(event, { headers, retry: false }),
    ];

    for (const response of responses) {
      expect(response.request.headers).toMatchObject({ authorization: '***', 'x-api-key': '***' });
      expect(response.headers['x-echo']).toBe('Bearer ***');
      expect(response.text).toContain('"x-api-key":"***"');
      expect(response.requestId).toBe(title === 'JSON' ? emptyAnswer.requestId : undefined);
    }
    const written = inspect([responses, traffic.calls()], { depth: 9, showHidden: true }) + traffic.toNdjson();
    expect(written).toContain('Bearer ***');
    for (const secret of [...Object.values(planted), 'planted-assurance', '5c0ffee1']) {
      expect(written).not.toContain(secret);
    }
  });
}

test('an answer that is not HTTP is not quoted: it may echo the request', async () => {
  const echo = createServer((socket) => socket.on('data', (bytes) => socket.end(bytes)).on('error', () => {}));
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  await using connection = await liveConnection(`http://127.0.0.1:${(echo.address() as AddressInfo).port}`);
  const error = await connection
    .client()
    .interact(event)
    .catch((thrown: unknown) => thrown);
  await new Promise((resolve) => echo.close(resolve));

  expect(error).toMatchObject({ code: 'EDGE_NO_ANSWER' });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(planted.accessToken);
});

test("the emulator's own credentials are no secret, its tokens are", async () => {
  await using connection = await connect({ environment: {}, folder: test.info().outputDir });
  const response = await connection.client().post('/nowhere', 'emulator', { headers: { 'x-api-key': 'emulator' } });
  expect(response.text).toContain('The emulator has no POST /nowhere.');
  expect(connection.secrets()).toEqual([expect.stringMatching(/^eyJ/)]);
});
