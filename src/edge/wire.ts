/** One transmission: a request goes out on the pool, the whole answer comes back. */

import { EventEmitter } from 'node:events';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { EdgeConnectionError } from '../errors.js';
import type { EndpointName } from '../protocol/endpoints.js';
import type { SentRequest, Timing } from '../traffic/call.js';
import { redactHeaders, redactUrl } from '../traffic/redaction.js';

export interface WireRequest {
  method: 'POST';
  /** Scheme, host and port. */
  origin: string;
  /** Path and query. */
  path: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string | Uint8Array;
  /** Path as a reader knows it, without location hint and query. */
  title: string;
  endpoint: EndpointName | undefined;
  datastreamId: string | undefined;
  orgId: string | undefined;
  requestId: string | undefined;
  authenticated: boolean;
  timeoutMs: number;
  retries: number;
}

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
  timing: Timing;
  /** What was sent, redacted. */
  request: SentRequest;
}

/** The client's transport; an interceptor is a function from one `Send` to another. */
export type Send = (request: WireRequest) => Promise<WireAnswer>;

/** @returns the innermost `Send`. Throws EdgeConnectionError when no answer came. */
export function wire(dispatcher: Dispatcher): Send {
  return async (request) => {
    const { method, origin, path, headers, body, timeoutMs } = request;
    const startedAt = performance.now();
    const deadline = new Deadline(timeoutMs);
    try {
      const answer = await dispatcher.request({
        origin,
        path,
        method,
        headers,
        body,
        signal: deadline,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      const firstByteMs = performance.now() - startedAt;
      const plainHeaders = joinValues(answer.headers);
      const text = await readText(answer.body, plainHeaders['content-encoding']);
      const timing = { firstByteMs, totalMs: performance.now() - startedAt };
      await socketIsFree();
      return { status: answer.statusCode, headers: plainHeaders, text, timing, request: sentRequest(request) };
    } catch (error) {
      throw noAnswer(`${method} ${redactUrl(origin + path)}`, error, {
        waitedMs: performance.now() - startedAt,
        timeoutMs,
        expired: deadline.expired,
      });
    } finally {
      deadline.clear();
    }
  };
}

export function sentRequest(request: WireRequest): SentRequest {
  const { method, origin, path, headers, body, endpoint, datastreamId, orgId, requestId } = request;
  return {
    method,
    url: redactUrl(origin + path),
    headers: redactHeaders(headers),
    body: typeof body === 'string' ? body : Buffer.from(body).toString('utf8'),
    endpoint,
    datastreamId,
    orgId,
    requestId,
  };
}

/**
 * undici hands a socket back one turn of the event loop after the answer's last byte. A caller who sends the next call
 * in the same turn would open a second connection, and a handshake costs far more than the turn.
 */
function socketIsFree(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Bounds the whole transmission; undici's own timeouts start anew with every chunk, so a slow drip outlives them.
 * undici takes an emitter of `abort` where others take an AbortSignal, which would cost ten times as much.
 */
class Deadline extends EventEmitter {
  readonly #timer: NodeJS.Timeout | undefined;
  expired = false;

  constructor(timeoutMs: number) {
    super();
    if (timeoutMs > 0) this.#timer = setTimeout(() => this.#expire(), timeoutMs);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }

  #expire(): void {
    this.expired = true;
    this.emit('abort');
  }
}

function noAnswer(
  call: string,
  error: unknown,
  { waitedMs, timeoutMs, expired }: { waitedMs: number; timeoutMs: number; expired: boolean },
) {
  if (expired) {
    return new EdgeConnectionError('EDGE_TIMEOUT', `${call}: no complete answer within ${timeoutMs} ms.`, {
      fix: 'Raise the "timeout" option of the call if the service may take that long.',
      cause: error,
    });
  }
  const code = (error as { code?: unknown }).code;
  const reason = reasons[String(code)] ?? 'the connection failed';
  return new EdgeConnectionError('EDGE_NO_ANSWER', `${call}: no answer after ${Math.round(waitedMs)} ms, ${reason}.`, {
    ...(code === 'ECONNREFUSED' && { fix: 'Check that something listens at that address.' }),
    cause: error,
  });
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  UND_ERR_CONNECT_TIMEOUT: 'no connection could be made in time',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
  HPE_INVALID_CONSTANT: 'the answer was not HTTP',
};

function joinValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) joined[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
}

/** The Edge Network was seen to compress without being asked; undici's request() leaves that to its caller. */
async function readText(body: Dispatcher.ResponseData['body'], encoding: string | undefined): Promise<string> {
  const decode = encoding === undefined ? undefined : decoders[encoding];
  return decode === undefined ? body.text() : decode(Buffer.from(await body.arrayBuffer())).toString('utf8');
}

const decoders: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};
