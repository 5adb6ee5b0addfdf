/** One request of a page to the Edge Network: passed on, its answer passed back, both recorded on the way. */

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { datastreamNamedIn, matchEndpoint } from '../protocol/endpoints.js';
import type { ReceivedAnswer, SentRequest, Timing } from '../traffic/call.js';
import { failureReason } from '../traffic/connectionFailure.js';
import { redactStateEntries } from '../traffic/cookieRedaction.js';
import { decode } from '../traffic/decode.js';
import { redactHeaders, redactUrl } from '../traffic/redaction.js';
import type { EdgeTraffic } from '../traffic/traffic.js';
import type { CallSources } from './callSources.js';
import { MAX_KEPT_BYTES, type EdgeAnswer, type EdgeRequest, type EdgeRoute } from './edgeRoute.js';
import { failureText } from './failureText.js';
import type { UpstreamProxy } from './upstreamProxy.js';

export interface ExchangeOptions {
  traffic: EdgeTraffic;
  sources: CallSources;
  route: EdgeRoute;
  proxy: UpstreamProxy | undefined;
  /** Added to every request. */
  headers: Readonly<Record<string, string>>;
}

export interface Arrival {
  request: IncomingMessage;
  response: ServerResponse;
  scheme: 'http' | 'https';
}

/** What goes wrong is recorded, and cuts the browser's connection. */
export async function exchange(arrival: Arrival, options: ExchangeOptions): Promise<void> {
  const { traffic, sources } = options;
  const { request } = arrival;
  // What a browser asks before it sends is no call: neither the emulator nor Adobe counts it.
  if (request.method === 'OPTIONS') return void (await answered(arrival, options, () => {}));
  const startedAtMs = performance.now();
  const call = traffic.begin(sentRequest(arrival));
  sources.follow(call, arrival);
  const outcome = await answered(arrival, options, (body) => traffic.sent(call, redactStateEntries(body)));
  traffic.end(
    call,
    'failure' in outcome ? outcome : { response: received(outcome), timing: timingOf(outcome, startedAtMs) },
  );
}

/** @param tell is given the body when it has been read. */
async function answered(
  { request: message, response }: Arrival,
  { route, proxy, headers }: ExchangeOptions,
  tell: (body: string) => void,
): Promise<EdgeAnswer | { failure: string }> {
  try {
    const { body, isWhole } = await bodyOf(message);
    tell(body.toString('utf8'));
    return await route.answer({ message, path: pathOf(message), body, isWhole, headers, proxy }, response);
  } catch (error) {
    response.destroy();
    return { failure: failureText(error) };
  }
}

function sentRequest({ request, scheme }: Arrival): SentRequest {
  const path = pathOf(request);
  const url = new URL(`${scheme}://${request.headers.host ?? 'localhost'}${path}`);
  return {
    method: request.method ?? 'GET',
    url: redactUrl(url.href),
    headers: redactHeaders(joined(request.headers)),
    body: '',
    endpoint: matchEndpoint(url.pathname)?.endpoint.name,
    datastreamId: datastreamNamedIn(url),
    orgId: undefined,
    requestId: url.searchParams.get('requestId') ?? undefined,
  };
}

/** A request to a proxy names the whole address, one inside a tunnel the path only. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/** Read until it ends or is longer than what is kept. By events: an iterator costs as much as the rest of the exchange. */
function bodyOf(message: IncomingMessage): Promise<Pick<EdgeRequest, 'body' | 'isWhole'>> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const done = (isWhole: boolean) => {
      message.off('data', take).off('end', end).off('close', cut).pause();
      resolve({ body: Buffer.concat(pieces), isWhole });
    };
    const take = (piece: Buffer) => {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > MAX_KEPT_BYTES) done(false);
    };
    const end = () => done(true);
    const cut = () => reject(Object.assign(new Error('The browser cut the request.'), { code: 'ECONNRESET' }));
    message.on('data', take).once('end', end).once('close', cut);
  });
}

function received({ status, headers, body, cutBy }: EdgeAnswer): ReceivedAnswer {
  const { text, fault: unreadable } = decode(body, headers['content-encoding'], cutBy !== undefined);
  const fault = cutBy === undefined ? unreadable : `${failureReason(cutBy)} in the body, after ${body.length} bytes`;
  return { status, headers: redactHeaders(joined(headers)), body: text, ...(fault !== undefined && { fault }) };
}

function timingOf({ headAtMs }: EdgeAnswer, startedAtMs: number): Timing {
  return { firstByteMs: headAtMs - startedAtMs, totalMs: performance.now() - startedAtMs };
}

function joined(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, [value].flat().join(', ')]));
}
