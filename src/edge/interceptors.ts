/** What every transmission passes through, outermost first: authorize ▸ retry ▸ record ▸ conceal ▸ wire. */

import { setTimeout as delay } from 'node:timers/promises';
import type { EdgeConfig } from '../config/config.js';
import { EdgeError } from '../errors.js';
import { retryableStatuses } from '../protocol/limits.js';
import { holdsAny, redactHeaders, redactValues } from '../traffic/redaction.js';
import type { EdgeCall } from '../traffic/call.js';
import type { EdgeTraffic } from '../traffic/traffic.js';
import type { TokenSource } from './tokenSource.js';
import { sentRequest, type Send, type WireAnswer, type WireRequest } from './wire.js';

/** A service that asks for more patience than this gets none: its answer is returned as it is. */
const MAX_RETRY_AFTER_MS = 60_000;

/** Without a `Retry-After`, one second longer each time, as the Web SDK waits. */
const RETRY_STEP_MS = 1_000;

/** Bad signature or expired: the token is of no more use, for example because the emulator that issued it is gone. */
const TOKEN_REFUSED = /EXEG-050[23]-401/;

/** Adds the three headers of an authenticated call, unless the call brought its own. */
export function authorize(
  { sandbox, credentials: { clientId } }: EdgeConfig,
  orgId: string,
  tokens: TokenSource,
): (next: Send) => Send {
  return (next) => async (request) => {
    if (!request.authenticated) return next(request);
    const given = request.headers['authorization'];
    const token = given === undefined ? await tokens.token() : undefined;
    const headers: Record<string, string> = {
      authorization: given ?? `Bearer ${token}`,
      'x-gw-ims-org-id': orgId,
    };
    if (clientId !== undefined) headers['x-api-key'] = clientId.reveal();
    if (sandbox !== undefined) headers['x-sandbox-name'] = sandbox;
    Object.assign(headers, request.headers);
    const answer = await next({ ...request, headers });
    if (token !== undefined && answer.status === 401 && TOKEN_REFUSED.test(answer.text)) tokens.reject(token);
    return answer;
  };
}

/**
 * Sends the very same request again after 429, 502, 503 and 504.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/troubleshooting
 */
export function retry(next: Send): Send {
  return async (request) => {
    for (let retries = 0; ; retries++) {
      const last = await next(request);
      const answer = retries === 0 ? last : { ...last, attempts: retries + 1 };
      if (retries >= request.retries || !retryableStatuses.includes(answer.status)) return answer;
      const waitMs = retryAfterMs(answer.headers['retry-after']) ?? RETRY_STEP_MS * (retries + 1);
      if (waitMs > MAX_RETRY_AFTER_MS) return answer;
      // A test that is over waits for nothing any more, and must not send into the time of the next one.
      await delay(waitMs, undefined, { signal: request.signal }).catch(() => {});
      if (request.signal?.aborted) return answer;
    }
  };
}

/**
 * Takes out of an answer what it echoes of the credentials, before anything can keep or print it: an error page of a
 * gateway may quote the request.
 */
export function conceal(secrets: () => readonly string[]): (next: Send) => Send {
  return (next) => async (request) => {
    const answer = await next(request);
    const values = request.secrets.length === 0 ? secrets() : [...secrets(), ...request.secrets];
    if (!echoes(answer, values)) return answer;
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, redactValues(value, values)] as const);
    return { ...answer, text: redactValues(answer.text, values), headers: Object.fromEntries(headers) };
  };
}

function echoes({ text, headers }: WireAnswer, secrets: readonly string[]): boolean {
  if (holdsAny(text, secrets)) return true;
  for (const name in headers) if (holdsAny(headers[name]!, secrets)) return true;
  return false;
}

/** Writes every transmission into the traffic, redacted, whether or not an answer comes. */
export function record(traffic: EdgeTraffic | undefined): (next: Send) => Send {
  if (traffic === undefined) return (next) => next;
  /** A retry sends the very same request. */
  const first = new WeakMap<WireRequest, EdgeCall>();
  return (next) => async (request) => {
    const repeated = first.get(request);
    const call = traffic.begin(sentRequest(request), repeated && { retryOf: repeated.sequence });
    if (repeated === undefined) first.set(request, call);
    try {
      const answer = await next(request);
      const { status, headers, text, fault, timing } = answer;
      const response = { status, headers: redactHeaders(headers), body: text, ...(fault !== undefined && { fault }) };
      traffic.end(call, { response, timing });
      return answer;
    } catch (error) {
      traffic.end(call, { failure: error instanceof EdgeError ? error.code : String(error) });
      throw error;
    }
  };
}

/** `Sun, 06 Nov 1994 08:49:37 GMT`, or the older `Sunday, 06-Nov-94 08:49:37 GMT`. Date.parse takes `1.5` as well. */
const HTTP_DATE = /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/;

/** Seconds, or an HTTP date; undefined for anything else. */
function retryAfterMs(value = ''): number | undefined {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = HTTP_DATE.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
