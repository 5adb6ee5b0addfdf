/** Puts an emulator behind `node:http`, on the loopback interface only. The one place where it meets a socket. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { maxBodyBytes } from '../protocol/limits.js';
import { deliver } from './delivery.js';
import type { Emulator } from './emulator.js';
import { Outbox } from './outbox.js';
import type { WireAnswer, WireRequest } from './wire.js';

export interface ServeOptions {
  /** @default 0, a free one */
  port?: number;
}

export interface EmulatorServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Answers what is being asked, ends all connections, and frees the port. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const HOST = '127.0.0.1';

/** Longer than a test run pauses between two calls, so that a client's connection stays good. */
const KEEP_ALIVE_MS = 60_000;

/** Many times what a run of tests opens. One more is closed at once: idle connections must not fill the memory. */
const MAX_CONNECTIONS = 1000;

/** How much of a refused body is read and thrown away, so that the client gets to see its answer. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

/** A client that is in the middle of sending something may finish, but not for longer. */
const CLOSE_GRACE_MS = 500;

/** @throws the error of `node:net`, `EADDRINUSE` for instance, when the port cannot be had. */
export async function serveEmulator(emulator: Emulator, { port = 0 }: ServeOptions = {}): Promise<EmulatorServer> {
  const followers = new Set<ServerResponse>();
  const answerOn = answererOf(emulator, followers);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    readRequest(request, (wire) => answerOn(wire, response));
  });
  server.maxConnections = MAX_CONNECTIONS;
  await listening(server, port);
  const url = `http://${HOST}:${portOf(server)}`;
  const close = () => closed(server, followers);
  return { url, close, [Symbol.asyncDispose]: close };
}

/** Writes the answer to a request on its response, with all that a fault does to it. */
export type AnswerOn = (wire: WireRequest, response: ServerResponse) => void;

/** @param followers are the answers that go on for as long as their client listens. */
export function answererOf(emulator: Emulator, followers = new Set<ServerResponse>()): AnswerOn {
  const outbox = new Outbox();
  return (wire, response) => answer(emulator, wire, { response, followers, outbox });
}

interface Place {
  response: ServerResponse;
  followers: Set<ServerResponse>;
  outbox: Outbox;
}

/** Most answers are there at once, and a promise for each would be a tenth of what it takes to make them. */
function answer(emulator: Emulator, wire: WireRequest, place: Place): void {
  try {
    const given = emulator.handle(wire);
    if (given instanceof Promise) void given.then((later) => write(later, place)).catch(() => place.response.destroy());
    else write(given, place);
  } catch {
    // Nothing that a client sends may end the process; a connection that closes is what it sees of such a fault.
    place.response.destroy();
  }
}

function write(answered: WireAnswer, { response, followers, outbox }: Place): void {
  const { status, headers, body, delivery, follow } = answered;
  if (delivery !== undefined || follow !== undefined) {
    if (follow !== undefined) {
      followers.add(response);
      response.once('close', () => followers.delete(response));
    }
    void deliver(answered, response).catch(() => response.destroy());
    return;
  }
  // Without a length Node would send the body in chunks, each with a frame of its own to be written.
  if (body !== '') headers['content-length'] = String(Buffer.byteLength(body));
  outbox.put(() => response.writeHead(status, headers).end(body));
}

/**
 * Reads by `data` events, the fastest way. A body beyond the limit is answered as soon as that is known; the rest is
 * read and dropped, because closing the connection would make many clients lose the answer.
 */
function readRequest(request: IncomingMessage, done: (wire: WireRequest) => void): void {
  const { method = 'GET', url = '/', headers } = request;
  const chunks: Buffer[] = [];
  let bytes = 0;
  const finish = (body: string, bodyTooLarge: boolean) => done({ method, target: url, headers, body, bodyTooLarge });

  request.on('data', (chunk: Buffer) => {
    const wasTooLarge = bytes > maxBodyBytes;
    bytes += chunk.length;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
    else if (!wasTooLarge) finish('', true);
    else if (bytes > MAX_DISCARDED_BYTES) request.destroy();
  });
  request.on('end', () => {
    if (bytes > maxBodyBytes) return;
    const [first] = chunks;
    const whole = first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
    finish(whole.toString('utf8'), false);
  });
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closed(server: Server, followers: ReadonlySet<ServerResponse>): Promise<void> {
  if (!server.listening) return Promise.resolve();
  for (const response of followers) response.end();
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
