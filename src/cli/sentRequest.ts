/** The calls of a HAR, or of the traffic that a test recorded, as far as they are about events. */

import { datastreamNamedIn, matchEndpoint } from '../protocol/endpoints.js';
import { demdexHost, edgeHost, serverHost } from '../protocol/hosts.js';
import { isObject, type JsonObject } from '../protocol/json.js';

export interface SentRequest {
  /** Counts the calls of its file, from 1. */
  number: number;
  method: string;
  /** Without query: that may hold what nobody is to see. */
  path: string;
  requestId: string | undefined;
  sentAt: Date | undefined;
  /** Undefined where it was not recorded. */
  body: unknown;
  /** Whether it repeats one that has been seen. */
  isRepeated: boolean;
}

/** What both kinds of records tell of a request. */
interface Recorded {
  method: unknown;
  url: unknown;
  requestId?: unknown;
  sentAt: unknown;
  body: unknown;
  isRetry?: boolean;
}

export function isHar(value: unknown): value is { log: { entries: unknown[] } } {
  return isObject(value) && isObject(value['log']) && Array.isArray(value['log']['entries']);
}

/** Whether it is a call as `edgeTraffic.toNdjson()` writes it. */
export function isCall(value: unknown): value is JsonObject & { request: JsonObject } {
  return isObject(value) && isObject(value['request']) && 'url' in value['request'] && 'sentAt' in value;
}

/** @see http://www.softwareishard.com/blog/har-12-spec/ */
export function requestsOfHar({ log }: { log: { entries: unknown[] } }): SentRequest[] {
  return numbered(
    log.entries.flatMap((entry): Recorded[] => {
      if (!isObject(entry) || !isObject(entry['request'])) return [];
      const { method, url, postData } = entry['request'];
      return [{ method, url, sentAt: entry['startedDateTime'], body: bodyOfHar(postData) }];
    }),
  );
}

export function requestsOfCalls(calls: readonly (JsonObject & { request: JsonObject })[]): SentRequest[] {
  return numbered(
    calls.map(({ sentAt, retryOf, request: { method, url, requestId, body } }) => ({
      method,
      url,
      requestId,
      sentAt,
      body: typeof body === 'string' ? parsed(body) : body,
      isRetry: retryOf !== undefined,
    })),
  );
}

function numbered(records: readonly Recorded[]): SentRequest[] {
  const seen = new Set<string>();
  const requests = records.flatMap((record): Omit<SentRequest, 'number'>[] => {
    const { method, url: address, sentAt, body, isRetry = false } = record;
    if (method !== 'POST' || typeof address !== 'string' || !URL.canParse(address)) return [];
    const url = new URL(address);
    if (!isEdgeCall(url)) return [];
    const requestId = text(record.requestId) ?? url.searchParams.get('requestId') ?? undefined;
    const isRepeated = isRetry || (requestId !== undefined && seen.has(requestId));
    if (requestId !== undefined && body !== undefined) seen.add(requestId);
    const moment = new Date(text(sentAt) ?? '');
    const isKnown = !Number.isNaN(moment.getTime());
    return [{ method, path: url.pathname, requestId, sentAt: isKnown ? moment : undefined, body, isRepeated }];
  });
  return requests.map((request, index) => ({ number: index + 1, ...request }));
}

/** Under a name of one's own, only that it names a datastream tells an endpoint from anybody's `/v1/collect`. */
function isEdgeCall(url: URL): boolean {
  const isAdobes = url.hostname === edgeHost || url.hostname === demdexHost || url.hostname.endsWith(serverHost);
  return isAdobes ? matchEndpoint(url.pathname) !== undefined : datastreamNamedIn(url) !== undefined;
}

/** Some tools write bodies in Base64, with or without saying so. */
function bodyOfHar(postData: unknown): unknown {
  const content = isObject(postData) ? text(postData['text']) : undefined;
  if (content === undefined || content === '') return undefined;
  const plain = parsed(content);
  if (typeof plain !== 'string') return plain;
  const inside = parsed(Buffer.from(content, 'base64').toString('utf8'));
  return isObject(inside) ? inside : plain;
}

/** The text itself where it is no JSON. */
function parsed(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return content;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
