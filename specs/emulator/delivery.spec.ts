/** How answers go out when something disturbs them: what a client on a real socket sees, and what `fetch` says. */

import { expect, test as base } from '@playwright/test';
import { connect } from 'node:net';
import {
  serveEmulator,
  type Emulator,
  type EmulatorServer,
  type FaultSpec,
  type WireAnswer,
} from '../../src/emulator/index.js';
import { toResponse } from '../../src/emulator/webFetch.js';
import { demo, emulatorOfFixtures } from '../support/emulatorCalls.js';

const body = JSON.stringify({ requestId: 'id', handle: [], padding: 'ä'.repeat(20) });
const bytes = Buffer.byteLength(body);

/** An emulator that answers everything with the same. */
function answering(answer: Partial<WireAnswer>): Emulator {
  const whole = { status: 200, headers: { 'content-type': 'application/json' }, body, ...answer };
  return { ...emulatorOfFixtures(), handle: () => Promise.resolve({ ...whole, headers: { ...whole.headers } }) };
}

const test = base.extend<{ serve: (answer: Partial<WireAnswer>) => Promise<EmulatorServer> }>({
  serve: async ({}, use) => {
    const servers: EmulatorServer[] = [];
    await use(async (answer) => {
      const server = await serveEmulator(answering(answer));
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.close();
  },
});

interface Heard {
  chunks: string[];
  /** Of the connection; undefined when it ended in peace. */
  error: string | undefined;
}

/** Everything that a bare connection hears, each piece as it arrives. */
function listen({ url }: EmulatorServer): Promise<Heard> {
  return new Promise((resolve) => {
    const chunks: string[] = [];
    let error: string | undefined;
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('data', (chunk) => chunks.push(chunk.toString('utf8')));
    socket.on('error', (reason: NodeJS.ErrnoException) => (error = reason.code));
    socket.on('close', () => resolve({ chunks, error }));
    socket.write('POST /ee/v2/interact HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
}

test('cut before anything: the connection is reset, and nothing was heard', async ({ serve }) => {
  const server = await serve({ delivery: { cut: 'before' } });
  expect(await listen(server)).toEqual({ chunks: [], error: 'ECONNRESET' });
  await expect(fetch(server.url)).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'ECONNRESET' } });
});

test('cut in the headers: half a head, then a reset', async ({ serve }) => {
  const server = await serve({ status: 503, delivery: { cut: 'headers' } });
  expect(await listen(server)).toEqual({
    chunks: ['HTTP/1.1 503 Service Unavailable\r\ncontent-type: appl'],
    error: 'ECONNRESET',
  });
  await expect(fetch(server.url)).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'ECONNRESET' } });
});

test('cut in the body: the head promises all of it, half of it comes, then a reset', async ({ serve }) => {
  const server = await serve({ delivery: { cut: 'body' } });
  const { chunks, error } = await listen(server);
  const [head = '', half = ''] = chunks.join('').split('\r\n\r\n');
  expect(error).toBe('ECONNRESET');
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(head).toContain(`content-length: ${bytes}`);
  expect(half.length).toBeGreaterThan(0);
  expect(body.startsWith(half.replace(/\uFFFD$/, ''))).toBe(true);

  const response = await fetch(server.url);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toMatchObject({ name: 'TypeError', message: 'terminated' });
});

test('an answer without a body can only be cut in its headers', async ({ serve }) => {
  const server = await serve({ status: 204, body: '', delivery: { cut: 'body' } });
  expect(await listen(server)).toEqual({
    chunks: ['HTTP/1.1 204 No Content\r\ncontent-type: appl'],
    error: 'ECONNRESET',
  });
});

test('a drip comes in as many pieces as it has drops, and is whole in the end', async ({ serve }) => {
  const server = await serve({ delivery: { drip: { bytes: 10, everyMs: 5 } } });
  const { chunks, error } = await listen(server);
  expect(error).toBeUndefined();
  const drops = chunks.join('').includes('\r\n\r\n') ? chunks.filter((chunk) => !chunk.startsWith('HTTP/1.1')) : [];
  // The first drop may arrive together with the head, and two may be read at once on a busy machine.
  expect(drops.length).toBeGreaterThan(Math.ceil(bytes / 10) / 2);
  expect(drops.length).toBeLessThanOrEqual(Math.ceil(bytes / 10));
  expect(await (await fetch(server.url)).text()).toBe(body);
});

test('a drip that is cut stops in the middle', async ({ serve }) => {
  const server = await serve({ delivery: { cut: 'body', drip: { bytes: 10, everyMs: 1 } } });
  const { chunks, error } = await listen(server);
  expect([chunks.length > 2, error]).toEqual([true, 'ECONNRESET']);
});

test('a drip of nothing is an answer without a body', async ({ serve }) => {
  const server = await serve({ status: 204, body: '', delivery: { drip: { bytes: 1, everyMs: 1 } } });
  const response = await fetch(server.url);
  expect([response.status, await response.text()]).toEqual([204, '']);
});

test('an answer that is late is overtaken by one that is not', async () => {
  const emulator = emulatorOfFixtures();
  const late: WireAnswer = { status: 200, headers: {}, body: 'late', delivery: { latencyMs: 200 } };
  const prompt: WireAnswer = { status: 200, headers: {}, body: 'prompt' };
  await using server = await serveEmulator({
    ...emulator,
    handle: ({ target }) => Promise.resolve(target === '/late' ? late : prompt),
  });
  const order: string[] = [];
  const ask = async (path: string) => order.push(await (await fetch(server.url + path)).text());
  const startedAt = performance.now();
  await Promise.all([ask('/late'), ask('/prompt')]);
  expect(order).toEqual(['prompt', 'late']);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(199);
});

test('close does not wait for answers that are late, dripping or listened to', async ({ serve }) => {
  for (const answer of [
    { delivery: { latencyMs: 600_000 } },
    { delivery: { drip: { bytes: 1, everyMs: 60_000 } } },
    { follow: () => () => {} },
  ] satisfies Partial<WireAnswer>[]) {
    const server = await serve(answer);
    const heard = listen(server);
    await fetch(server.url, { signal: AbortSignal.timeout(50) }).then(
      (response) => response.body?.cancel(),
      () => {},
    );
    const startedAt = performance.now();
    await server.close();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await heard;
  }
});

test.describe('a stream behind the answer', () => {
  const headers = { 'content-type': 'text/event-stream' };

  test('goes on until the client leaves, who is then let go', async ({ serve }) => {
    let send: (text: string) => void = () => {};
    let gone: () => void = () => {};
    const left = new Promise<void>((resolve) => (gone = resolve));
    const server = await serve({
      headers,
      body: 'retry: 1\n\n',
      follow: (tell) => {
        send = tell;
        return gone;
      },
    });
    const leaving = new AbortController();
    const response = await fetch(server.url, { signal: leaving.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('retry: 1\n\n');
    send('data: 1\n\n');
    expect((await reader.read()).value).toBe('data: 1\n\n');
    send('data: 2\n\n');
    expect((await reader.read()).value).toBe('data: 2\n\n');
    leaving.abort();
    await left;
    send('data: nobody hears this\n\n');
  });

  test('ends at once when the server closes', async ({ serve }) => {
    let stopped = 0;
    const server = await serve({ headers, body: '', follow: () => () => (stopped += 1) });
    const response = await fetch(server.url);
    const text = response.text();
    const startedAt = performance.now();
    await server.close();
    expect(await text).toBe('');
    expect(performance.now() - startedAt).toBeLessThan(400);
    expect(stopped).toBe(1);
  });
});

test.describe('without a socket', () => {
  const call = () => new Request(`https://edge.adobedc.net/ee/v2/interact?dataStreamId=${demo.id}`, post);
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ event: {} }) };
  const asking = (spec: FaultSpec) => {
    const namespace = emulatorOfFixtures().namespace('a');
    namespace.fault(spec);
    return namespace;
  };

  for (const connection of ['reset', 'reset-in-headers'] as const) {
    test(`${connection} is a TypeError, as fetch has it`, async () => {
      await expect(asking({ connection }).fetch(call())).rejects.toMatchObject({
        name: 'TypeError',
        message: 'fetch failed',
        cause: { code: 'ECONNRESET' },
      });
    });
  }

  test('reset-in-body is an answer whose body breaks off', async () => {
    const response = await asking({ connection: 'reset-in-body' }).fetch(call());
    expect(response.status).toBe(200);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toMatch(/^\{"requestId"/);
    await expect(reader.read()).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'ECONNRESET' } });
  });

  test('latency is waited for, unless the caller gives up', async () => {
    const namespace = asking({ latency: 600_000 });
    const giveUp = new AbortController();
    const answer = namespace.fetch(new Request(call(), { signal: giveUp.signal }));
    setTimeout(() => giveUp.abort(), 20);
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    expect(namespace.calls()).toMatchObject([{ status: 200, disturbedBy: 'fault: latency 600000 ms' }]);

    const startedAt = performance.now();
    expect((await asking({ latency: 30 }).fetch(call())).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(29);
  });

  test('a drip comes whole', async () => {
    const response = await asking({ drip: { bytes: 1, everyMs: 60_000 } }).fetch(call());
    expect(await response.json()).toHaveProperty('handle');
  });

  test('a stream behind the answer is one of the body, until it is cancelled', async () => {
    let send: (text: string) => void = () => {};
    let stopped = 0;
    const follow: WireAnswer['follow'] = (tell) => {
      send = tell;
      return () => (stopped += 1);
    };
    const response = await toResponse({ status: 200, headers: {}, body: 'a', follow }, new AbortController().signal);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    send('b');
    expect([(await reader.read()).value, (await reader.read()).value]).toEqual(['a', 'b']);
    await reader.cancel();
    send('c');
    expect(stopped).toBe(1);
  });
});
