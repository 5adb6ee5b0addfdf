/** The emulator for callers who have the web's `Request` and want its `Response`. */

import { maxBodyBytes } from '../protocol/limits.js';
import type { Follow, WireAnswer, WireRequest } from './wire.js';

export async function fromRequest(request: Request): Promise<WireRequest> {
  const { method, url, headers } = request;
  const body = Buffer.from(await request.arrayBuffer());
  const bodyTooLarge = body.length > maxBodyBytes;
  return {
    method,
    target: url,
    headers: { host: new URL(url).host, ...Object.fromEntries(headers) },
    body: bodyTooLarge ? '' : body.toString('utf8'),
    bodyTooLarge,
  };
}

/**
 * There is no connection here, so what would happen to one is told the way `fetch` tells it. A slow drip is only slow:
 * the body comes whole.
 *
 * @throws TypeError for an answer that is cut before its body, as `fetch` does; the signal's reason when it is aborted.
 */
export async function toResponse(answer: WireAnswer, signal: AbortSignal): Promise<Response> {
  const { latencyMs = 0, cut } = answer.delivery ?? {};
  if (latencyMs > 0) await pause(latencyMs, signal);
  if (cut === 'before' || cut === 'headers' || (cut === 'body' && answer.body === '')) throw connectionReset();
  const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  return new Response(bodyOf(answer), { status: answer.status, headers });
}

function bodyOf({ body, delivery, follow }: WireAnswer): string | ReadableStream | null {
  if (delivery?.cut === 'body') return cutStream(body);
  if (follow !== undefined) return followedStream(body, follow);
  return body === '' ? null : body;
}

/** Half of the body, then the end of the connection. */
function cutStream(body: string): ReadableStream {
  const bytes = Buffer.from(body);
  let isCut = false;
  return new ReadableStream({
    pull(stream) {
      if (isCut) stream.error(connectionReset());
      else stream.enqueue(new Uint8Array(bytes.subarray(0, Math.floor(bytes.length / 2))));
      isCut = true;
    },
  });
}

function followedStream(body: string, follow: Follow): ReadableStream {
  const encoder = new TextEncoder();
  let isOpen = true;
  let stop: (() => void) | undefined;
  return new ReadableStream({
    start(stream) {
      const send = (text: string) => {
        if (isOpen && text !== '') stream.enqueue(encoder.encode(text));
      };
      send(body);
      stop = follow(send);
    },
    cancel() {
      isOpen = false;
      stop?.();
    },
  });
}

function connectionReset(): TypeError {
  const cause = Object.assign(new Error('The emulator reset the connection.'), { code: 'ECONNRESET' });
  return new TypeError('fetch failed', { cause });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const aborted = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', aborted);
      resolve();
    }, ms);
    signal.addEventListener('abort', aborted, { once: true });
  });
}
