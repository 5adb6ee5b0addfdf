/** One transmission: a request goes out on the pool, the whole answer comes back. */

import type { Dispatcher } from 'undici';
import { EdgeConnectionError, EdgeUsageError, type EdgeError } from '../errors.js';
import type { EndpointName } from '../protocol/endpoints.js';
import type { SentRequest, Timing } from '../traffic/call.js';
import { failureCode, failureReason } from '../traffic/connectionFailure.js';
import { decode } from '../traffic/decode.js';
import { redactHeaders, redactUrl } from '../traffic/redaction.js';
import { Ended, Expired, Transmission, type Received } from './transmission.js';

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
  /** Credentials that the call brought along itself. */
  secrets: readonly string[];
  timeoutMs: number;
  /** Ends the transmission before its time: its test is over. */
  signal: AbortSignal | undefined;
  retries: number;
}

export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** What kept the body from coming as it was sent; undefined when it is whole. */
  fault: string | undefined;
  timing: Timing;
  /** How often the request was sent. */
  attempts: number;
  /** What was sent, redacted. */
  request: SentRequest;
}

/** The client's transport; an interceptor is a function from one `Send` to another. */
export type Send = (request: WireRequest) => Promise<WireAnswer>;

/** @returns the innermost `Send`. Throws EdgeConnectionError when no answer came; a body that was cut is an answer. */
export function wire(dispatcher: Dispatcher): Send {
  return async (request) => {
    const { method, origin, path, headers, body, timeoutMs, signal } = request;
    const startedAtMs = performance.now();
    const transmission = new Transmission(timeoutMs, signal);
    // The transmission keeps the time itself.
    dispatcher.dispatch({ origin, path, method, headers, body, headersTimeout: 0, bodyTimeout: 0 }, transmission);
    let received: Received;
    try {
      received = await transmission.received;
    } catch (error) {
      const waitedMs = performance.now() - startedAtMs;
      throw noAnswer(`${method} ${redactUrl(origin + path)}`, error, { waitedMs, timeoutMs });
    }
    const timing = { firstByteMs: received.headAtMs - startedAtMs, totalMs: performance.now() - startedAtMs };
    const { text, fault } = contentOf(received);
    const { status, headers: answered } = received;
    return { status, headers: answered, text, fault, timing, attempts: 1, request: sentRequest(request) };
  };
}

function contentOf({ headers, bytes, cutBy }: Received): { text: string; fault?: string } {
  const isCut = cutBy !== undefined;
  const content = decode(bytes, headers['content-encoding'], isCut);
  if (!isCut) return content;
  return { text: content.text, fault: `${reasonOf(cutBy)} in the body, after ${bytes.length} bytes` };
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

function noAnswer(
  call: string,
  error: unknown,
  { waitedMs, timeoutMs }: { waitedMs: number; timeoutMs: number },
): EdgeError {
  if (error instanceof Expired) {
    return new EdgeConnectionError('EDGE_TIMEOUT', `${call}: no complete answer within ${timeoutMs} ms.`, {
      fix: 'Raise the "timeout" option of the call if the service may take that long.',
    });
  }
  if (unsendable.includes(failureCode(error))) {
    const { message } = error as Error;
    return new EdgeUsageError('EDGE_OPTION_INVALID', `The request cannot be sent: ${message}.`, { cause: error });
  }
  const what = `${call}: no answer after ${Math.round(waitedMs)} ms, ${reasonOf(error)}.`;
  if (error instanceof Ended) {
    return new EdgeConnectionError('EDGE_NO_ANSWER', what, {
      fix: 'Await the call, unless the test had no time left.',
    });
  }
  const isRefused = failureCode(error) === 'ECONNREFUSED';
  return new EdgeConnectionError('EDGE_NO_ANSWER', what, {
    ...(isRefused && { fix: 'Check that something listens at that address.' }),
    cause: error,
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof Ended) return 'its test ended';
  return failureReason(error);
}

/** undici looks at a request before it connects: headers that it makes itself, for example. */
const unsendable = ['UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED', 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'];
