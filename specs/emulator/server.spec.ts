/** The emulator on a real socket: what a client that is no part of this library sees. */

import { expect, test as base } from '@playwright/test';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { serveEmulator, type Emulator, type EmulatorServer } from '../../src/emulator/index.js';
import { credentials, demo, emulatorOfFixtures, pageView } from '../support/emulatorCalls.js';

const test = base.extend<{ emulator: Emulator; server: EmulatorServer }>({
  emulator: ({}, use) => use(emulatorOfFixtures()),
  server: async ({ emulator }, use) => {
    await using server = await serveEmulator(emulator);
    await use(server);
  },
});

const requestId = '3c6f0f4e-8b7a-4f35-9a51-2b1d4e7c8f90';
const json = { 'content-type': 'application/json' };

function interactUrl({ url }: EmulatorServer, more = ''): string {
  return `${url}/ee/v2/interact?dataStreamId=${demo.id}${more}`;
}

/** Everything that a connection says until it is closed. */
function conversation(server: EmulatorServer, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = dial(server);
    let heard = '';
    socket.on('data', (chunk) => (heard += chunk.toString('latin1')));
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
    socket.end(text);
  });
}

function dial({ url }: EmulatorServer): Socket {
  return connect(Number(new URL(url).port), '127.0.0.1');
}

test('the call of the guide: three headers, one event, an id', async ({ emulator, server }) => {
  const body = JSON.stringify({ event: { ...pageView, data: { prop1: 'custom value' } } });
  const headers = { ...json, ...credentials(emulator) };
  const response = await fetch(interactUrl(server, `&requestId=${requestId}`), { method: 'POST', headers, body });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json;charset=utf-8');
  const answer = (await response.json()) as { requestId: string; handle: unknown };
  expect(answer.requestId).toMatch(new RegExp(`^${requestId}-[0-9a-f]{16}$`));
  expect(response.headers.get('x-request-id')).toBe(answer.requestId);
  expect(Array.isArray(answer.handle)).toBe(true);
});

test('without its token that call is refused with 401', async ({ emulator, server }) => {
  const { authorization: _, ...headers } = credentials(emulator);
  const response = await fetch(interactUrl(server), {
    method: 'POST',
    headers: { ...json, ...headers },
    body: JSON.stringify({ event: pageView }),
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
  expect(await response.json()).toMatchObject({ type: 'https://ns.adobe.com/aep/errors/EXEG-0500-401' });
});

test('the host is the one that the request names', async ({ server }) => {
  const status = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(server.url);
      const headers = { ...json, host };
      const path = `/ee/v2/interact?dataStreamId=${demo.id}`;
      httpRequest({ port, path, method: 'POST', headers }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end(JSON.stringify({ event: pageView }));
    });
  expect([await status('edge.adobedc.net'), await status('server.adobedc.net')]).toEqual([200, 401]);
});

test('it listens on the loopback interface, on a port of its own, and is gone after close', async ({ emulator }) => {
  const [one, other] = [await serveEmulator(emulator), await serveEmulator(emulator)];
  expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(one.url).not.toBe(other.url);
  expect((await fetch(`${one.url}/__emulator/health`)).status).toBe(200);
  await one.close();
  await expect(fetch(`${one.url}/__emulator/health`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  await other.close();
  await other.close();
});

test('a port that is taken is refused', async ({ emulator, server }) => {
  const port = Number(new URL(server.url).port);
  await expect(serveEmulator(emulator, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('close ends idle connections at once', async ({ emulator }) => {
  const server = await serveEmulator(emulator);
  const agent = new Agent({ keepAlive: true });
  await new Promise<void>((resolve, reject) => {
    httpRequest(`${server.url}/__emulator/health`, { agent }, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
  const sockets = Object.values(agent.freeSockets).flatMap((list) => list ?? []);
  const socket = sockets[0] ?? dial(server);
  expect(sockets).toHaveLength(1);
  const ended = new Promise((resolve) => socket.once('close', resolve));
  await server.close();
  await ended;
  agent.destroy();
});

test('idle connections beyond a thousand are closed, and the others served', async ({ server }) => {
  const dialled = async () => {
    const socket = dial(server);
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  };
  const held: Socket[] = [];
  // A few at a time, as more than the system's backlog would be turned away before the server sees them.
  while (held.length < 1000) held.push(...(await Promise.all(Array.from({ length: 100 }, dialled))));

  const one = await dialled();
  if (!one.closed) await once(one, 'close');
  const [first] = held;
  first!.write('GET /__emulator/health HTTP/1.1\r\nhost: x\r\n\r\n');
  const [answer] = (await once(first!, 'data')) as [Buffer];
  expect(answer.toString()).toContain('HTTP/1.1 200 OK');
  expect(held.filter((socket) => socket.closed)).toEqual([]);
  for (const socket of held) socket.destroy();
});

test('close does not wait for a client that never finishes its request', async ({ emulator }) => {
  const server = await serveEmulator(emulator);
  const socket = dial(server);
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  await new Promise<void>((resolve) => {
    socket.write('POST /ee/v2/interact HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{', () => resolve());
  });
  await fetch(`${server.url}/__emulator/health`);
  await server.close();
  await ended;
});

test('a body of 10 MB is refused with 413, nothing of it is kept, and the connection stays good', async ({
  emulator,
}) => {
  const received: string[] = [];
  const watched: Emulator = {
    ...emulator,
    handle: (wire) => {
      received.push(wire.body);
      return emulator.handle(wire);
    },
  };
  await using server = await serveEmulator(watched);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const status = (body: Buffer | string) =>
    new Promise<number | undefined>((resolve, reject) => {
      httpRequest(interactUrl(server), { method: 'POST', headers: json, agent }, (response) =>
        response.resume().on('end', () => resolve(response.statusCode)),
      )
        .on('error', reject)
        .end(body);
    });
  const small = JSON.stringify({ event: pageView });
  expect(await status(Buffer.alloc(10 * 1024 * 1024, 'x'))).toBe(413);
  expect(await status(small)).toBe(200);
  expect(received).toEqual(['', small]);
  expect(emulator.namespace('').calls()).toMatchObject([
    { status: 413, request: { body: undefined } },
    { status: 200 },
  ]);
  agent.destroy();
});

test('a body that says it is 10 MB is refused after the first 64 KB, whatever follows', async ({ server }) => {
  const socket = dial(server);
  const heard = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())));
  socket.write(`POST /ee/v2/interact?dataStreamId=${demo.id} HTTP/1.1\r\nhost: edge.adobedc.net\r\n`);
  socket.write('content-type: application/json\r\ncontent-length: 10485760\r\n\r\n');
  socket.write('x'.repeat(64 * 1024 + 1));
  expect(await heard).toMatch(/^HTTP\/1\.1 413 /);
  socket.destroy();
});

test('calls at the same time each get their own answer', async ({ server }) => {
  const ids = Array.from({ length: 200 }, () => crypto.randomUUID());
  const answered = await Promise.all(
    ids.map(async (id) => {
      const url = interactUrl(server, `&requestId=${id}`);
      const response = await fetch(url, { method: 'POST', headers: json, body: JSON.stringify({ event: pageView }) });
      return ((await response.json()) as { requestId: string }).requestId.slice(0, id.length);
    }),
  );
  expect(answered).toEqual(ids);
});

test('a body in pieces, cut within a character, is read whole', async ({ emulator, server }) => {
  const body = Buffer.from(JSON.stringify({ event: { data: { name: 'Zürich 東京' } } }));
  await new Promise<void>((resolve, reject) => {
    const sending = httpRequest(interactUrl(server), { method: 'POST', headers: json }, (response) =>
      response.resume().on('end', resolve),
    ).on('error', reject);
    for (const byte of body) sending.write(Buffer.of(byte));
    sending.end();
  });
  expect(emulator.namespace('').calls()[0]?.request.body).toEqual({ event: { data: { name: 'Zürich 東京' } } });
});

test('invalid HTTP closes the connection and nothing else', async ({ server }) => {
  const nonsense = [
    'nonsense\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    '\x00\x01\x02',
    `GET / HTTP/1.1\r\nbad header\r\n\r\n`,
  ];
  for (const text of nonsense) expect(await conversation(server, text), text).toMatch(/^HTTP\/1\.1 400 |^$/);
  expect(await conversation(server, 'POST /ee HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{')).toMatch(
    /^HTTP\/1\.1 400 |^$/,
  );
  expect((await fetch(`${server.url}/__emulator/health`)).status).toBe(200);
});

test('strange request targets get an answer', async ({ server }) => {
  for (const target of [
    '*',
    '//',
    '/%zz',
    'http://edge.adobedc.net/ee/v2/interact',
    '/ee/v2/interact?%',
    '/?#',
    '/../..',
  ]) {
    const heard = await conversation(
      server,
      `POST ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
    );
    expect(heard, target).toMatch(/^HTTP\/1\.1 4\d\d /);
  }
});

test('HTTP/1.0 without a host is answered', async ({ server }) => {
  expect(await conversation(server, 'GET /__emulator/health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
});

test('a client that leaves while it is answered disturbs nobody', async ({ server }) => {
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const socket = dial(server);
      const body = JSON.stringify({ event: pageView });
      await new Promise<void>((resolve) => {
        socket.write(
          `POST /ee/v2/interact?dataStreamId=${demo.id} HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
          () => resolve(),
        );
      });
      socket.resetAndDestroy();
    }),
  );
  expect((await fetch(`${server.url}/__emulator/health`)).status).toBe(200);
});

test('a browser may ask first', async ({ server }) => {
  const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' };
  const response = await fetch(interactUrl(server), { method: 'OPTIONS', headers });
  expect([response.status, await response.text()]).toEqual([204, '']);
  expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
});
