/** One request of a page to the Edge Network: passed on, its answer passed back, both recorded on the way. */

import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { matchEndpoint, datastreamParameters } from '../protocol/endpoints.js';
import type { EdgeCall, SentRequest } from '../traffic/call.js';
import { failureCode, failureReason } from '../traffic/connectionFailure.js';
import { redactStateEntries } from '../traffic/cookieRedaction.js';
import { decode } from '../traffic/decode.js';
import { redactHeaders, redactUrl } from '../traffic/redaction.js';
import type { EdgeTraffic } from '../traffic/traffic.js';
import type { CallSources } from './callSources.js';
import type { EdgeRoute } from './edgeRoute.js';
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

/** The Edge Network takes 64 KB; what is longer passes through, and only its beginning is kept. */
const MAX_KEPT_BYTES = 1024 * 1024;

/** Of one connection only, or written anew for the next one. */
const HOP_HEADERS = [
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Never rejects: what goes wrong is recorded, and the browser's connection is cut as that to the Edge Network was. */
export async function exchange(arrival: Arrival, options: ExchangeOptions): Promise<void> {
  const { request, response } = arrival;
  const { traffic, sources, route, proxy, headers } = options;
  const startedAtMs = performance.now();
  const call = traffic.begin(sentRequest(arrival));
  sources.follow(call, arrival);
  let answer: PassedAnswer | undefined;
  try {
    const sent = await bodyOf(request);
    traffic.sent(call, redactStateEntries(textOf(sent.kept)));
    const { origin, dispatcher } = route.to(request.headers.host ?? '', proxy);
    const upstream = await dispatcher.request({
      origin,
      path: pathOf(request),
      method: request.method ?? 'GET',
      headers: { ...withoutHops(request.headers, sent.isWhole), ...headers },
      body: sent.isWhole ? Buffer.concat(sent.kept) : Readable.from(rest(sent.kept, request)),
    });
    answer = { status: upstream.statusCode, headers: upstream.headers, kept: [], headAtMs: performance.now() };
    response.writeHead(answer.status, withoutHops(answer.headers, false));
    for await (const piece of upstream.body as AsyncIterable<Buffer>) await passBack(piece, answer, response);
    response.end();
    record(call, answer, { startedAtMs, cutBy: undefined }, traffic);
  } catch (error) {
    response.destroy();
    if (answer === undefined) traffic.end(call, { failure: failureText(error) });
    else record(call, answer, { startedAtMs, cutBy: error }, traffic);
  }
}

interface PassedAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  kept: Buffer[];
  headAtMs: number;
}

function sentRequest({ request, scheme }: Arrival): SentRequest {
  const path = pathOf(request);
  const url = new URL(path, `${scheme}://${request.headers.host ?? 'localhost'}`);
  const { searchParams } = url;
  const datastreamId = datastreamParameters.v1.concat(datastreamParameters.v2).find((name) => searchParams.has(name));
  return {
    method: request.method ?? 'GET',
    url: redactUrl(url.href),
    headers: redactHeaders(joined(request.headers)),
    body: '',
    endpoint: matchEndpoint(url.pathname)?.endpoint.name,
    datastreamId: datastreamId && (searchParams.get(datastreamId) ?? undefined),
    orgId: undefined,
    requestId: searchParams.get('requestId') ?? undefined,
  };
}

/** A request to a proxy names the whole address, one inside a tunnel the path only. */
function pathOf({ url = '/' }: IncomingMessage): string {
  return url.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
}

/** Read until it ends or is longer than what is kept. @throws when the browser cuts it. */
async function bodyOf(request: IncomingMessage): Promise<{ kept: Buffer[]; isWhole: boolean }> {
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    kept.push(piece);
    bytes += piece.length;
    if (bytes > MAX_KEPT_BYTES) return { kept, isWhole: false };
  }
  return { kept, isWhole: true };
}

async function* rest(kept: readonly Buffer[], request: IncomingMessage): AsyncGenerator<Buffer> {
  yield* kept;
  yield* request as AsyncIterable<Buffer>;
}

/** A page that has gone reads nothing any more; its answer is still recorded. */
async function passBack(piece: Buffer, answer: PassedAnswer, response: ServerResponse): Promise<void> {
  const bytes = answer.kept.reduce((total, { length }) => total + length, 0);
  if (bytes < MAX_KEPT_BYTES) answer.kept.push(piece);
  if (response.destroyed || response.write(piece)) return;
  await Promise.race([once(response, 'drain'), once(response, 'close')]);
}

function record(
  call: EdgeCall,
  { status, headers, kept, headAtMs }: PassedAnswer,
  { startedAtMs, cutBy }: { startedAtMs: number; cutBy: unknown },
  traffic: EdgeTraffic,
): void {
  const bytes = Buffer.concat(kept);
  const encoding = headers['content-encoding'];
  const { text, fault: unreadable } = decode(bytes, encoding, cutBy !== undefined);
  const fault = cutBy === undefined ? unreadable : `${failureReason(cutBy)} in the body, after ${bytes.length} bytes`;
  traffic.end(call, {
    response: { status, headers: redactHeaders(joined(headers)), body: text, ...(fault !== undefined && { fault }) },
    timing: { firstByteMs: headAtMs - startedAtMs, totalMs: performance.now() - startedAtMs },
  });
}

function withoutHops(headers: IncomingHttpHeaders, isLengthKnown: boolean): IncomingHttpHeaders {
  const dropped = isLengthKnown ? [...HOP_HEADERS, 'content-length'] : HOP_HEADERS;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.includes(name)));
}

function joined(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, [value].flat().join(', ')]));
}

function textOf(pieces: readonly Buffer[]): string {
  return Buffer.concat(pieces).toString('utf8');
}

function failureText(error: unknown): string {
  const code = failureCode(error);
  return code === '' ? failureReason(error) : `${failureReason(error)} (${code})`;
}
