/**
 * To the emulator, in the same process and without a socket: a page view is to take no longer than it would without the
 * tap. What it writes, faults and all, goes to the browser as it is, and is seen on its way.
 */

import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { WireRequest } from '../emulator/index.js';
import { maxBodyBytes } from '../protocol/limits.js';
import type { EdgeAnswer, EdgeRoute } from './edgeRoute.js';

/** @param answerOn what the emulator does with a request. */
export function emulatedRoute(answerOn: (wire: WireRequest, response: ServerResponse) => void): EdgeRoute {
  return {
    answer({ message, path, body, isWhole, headers }, response) {
      const answered = observe(response);
      const bodyTooLarge = !isWhole || body.length > maxBodyBytes;
      // A body that nobody wants is read all the same, so that the browser gets to see its answer.
      if (!isWhole) message.resume();
      const wire: WireRequest = {
        method: message.method ?? 'GET',
        target: path,
        headers: { ...message.headers, ...headers },
        body: bodyTooLarge ? '' : body.toString('utf8'),
        bodyTooLarge,
      };
      answerOn(wire, response);
      return answered;
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** Looks on while a response is written. Rejects when its connection ends before a head was there. */
function observe(response: ServerResponse): Promise<EdgeAnswer> {
  const writeHead = response.writeHead.bind(response);
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  const pieces: Buffer[] = [];
  let head: Pick<EdgeAnswer, 'status' | 'headers' | 'headAtMs'> | undefined;

  const keep = (piece: unknown) => {
    if (typeof piece === 'string' || piece instanceof Uint8Array) pieces.push(Buffer.from(piece as string));
  };
  Object.assign(response, {
    writeHead(status: number, headers: IncomingHttpHeaders) {
      head = { status, headers: { ...headers }, headAtMs: performance.now() };
      return writeHead(status, headers);
    },
    write(...args: unknown[]) {
      keep(args[0]);
      return Reflect.apply(write, undefined, args) as boolean;
    },
    end(...args: unknown[]) {
      keep(args[0]);
      return Reflect.apply(end, undefined, args) as ServerResponse;
    },
  });
  return new Promise((resolve, reject) => {
    const ended = () => {
      const cutBy = response.writableFinished ? undefined : Object.assign(new Error('cut'), { code: 'ECONNRESET' });
      if (head === undefined) reject(cutBy);
      else resolve({ ...head, body: Buffer.concat(pieces), cutBy });
    };
    response.once('finish', ended).once('close', ended);
  });
}
