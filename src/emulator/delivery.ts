/**
 * Writes an answer on its connection when it may not simply go out whole and at once: late, in drops, cut off, or with
 * a stream behind it.
 */

import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Delivery, Follow, WireAnswer } from './wire.js';

type Drip = NonNullable<Delivery['drip']>;

/** A listener that reads nothing any more would have everything it is sent kept for it; beyond this it is let go. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/** Resolves when all is written, or when there is nobody left to write to: a client that has gone is no failure. */
export async function deliver(answer: WireAnswer, response: ServerResponse): Promise<void> {
  const { latencyMs = 0, cut, drip } = answer.delivery ?? {};
  if (latencyMs > 0) await pause(latencyMs, response);
  if (isGone(response)) return;
  const body = Buffer.from(answer.body);
  if (cut !== undefined) await cutOff({ answer, body }, cut, response);
  else if (answer.follow !== undefined) followUp(answer, answer.follow, response);
  else if (drip !== undefined && body.length > 0) {
    writeHead({ answer, body }, response);
    await dripOut(body, drip, response);
    response.end();
  } else response.writeHead(answer.status, answer.headers).end(body);
}

/** A reset that arrives together with what was sent before looks to many clients like an ordinary end. */
const RESET_AFTER_MS = 20;

interface Encoded {
  answer: WireAnswer;
  body: Buffer;
}

/** Of an answer without a body, the headers are all that can be cut. */
async function cutOff({ answer, body }: Encoded, cut: Delivery['cut'], response: ServerResponse): Promise<void> {
  if (cut === 'headers' || (cut === 'body' && body.length === 0)) await writeHalfHead(answer, response);
  else if (cut === 'body') {
    const half = body.subarray(0, Math.floor(body.length / 2));
    writeHead({ answer, body }, response);
    await dripOut(half, answer.delivery?.drip ?? { bytes: body.length, everyMs: 0 }, response);
  }
  if (cut !== 'before') await pause(RESET_AFTER_MS, response);
  response.req.socket.resetAndDestroy();
}

/** The length is that of the whole body, so that a client can tell that it did not get all of it. */
function writeHead({ answer: { status, headers }, body }: Encoded, response: ServerResponse): void {
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  response.flushHeaders();
}

/** Past `node:http`, which writes headers whole or not at all. */
function writeHalfHead({ status }: WireAnswer, response: ServerResponse): Promise<void> {
  const half = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: appl`;
  return unlessGone(response, (done) => void response.req.socket.write(half, done));
}

async function dripOut(body: Buffer, { bytes, everyMs }: Drip, response: ServerResponse): Promise<void> {
  for (let start = 0; start < body.length && !isGone(response); start += bytes) {
    if (start > 0) await pause(everyMs, response);
    await unlessGone(response, (done) => void response.write(body.subarray(start, start + bytes), done));
  }
}

async function pause(ms: number, response: ServerResponse): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await unlessGone(response, (done) => {
    timer = setTimeout(done, ms);
  });
  clearTimeout(timer);
}

/** Resolves when it is done, or when the connection closes: nothing that waits outlives a server that was closed. */
async function unlessGone(response: ServerResponse, start: (done: () => void) => void): Promise<void> {
  if (isGone(response)) return;
  const { socket } = response.req;
  await new Promise<void>((resolve) => {
    const done = () => {
      socket.off('close', done);
      resolve();
    };
    socket.once('close', done);
    start(done);
  });
}

/** By the request's socket: an answer that waits behind another one has none of its own yet. */
function isGone({ req: { socket } }: ServerResponse): boolean {
  return socket.destroyed;
}

function followUp({ status, headers, body }: WireAnswer, follow: Follow, response: ServerResponse): void {
  response.writeHead(status, { ...headers, connection: 'close' });
  response.flushHeaders();
  if (body !== '') response.write(body);
  const stop = follow((text) => {
    if (isGone(response) || response.writableEnded) return;
    // What was sent before must have been read; one large text alone is nobody's fault.
    if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
    else response.write(text);
  });
  response.req.socket.once('close', stop);
}
