/** Calls as a browser and as `edgeTraffic` record them, with credentials that nobody is to see. */

import { planted } from './planted.js';

interface HarEntry {
  startedDateTime: string;
  request: {
    method: string;
    url: string;
    headers: { name: string; value: string }[];
    postData?: { mimeType: string; text: string };
  };
  response: { status: number };
}

const SENT = '2026-01-15T09:30:00.000Z';

/** One call for each body, of which undefined was not recorded, behind the page that made them. */
export function harOf(bodies: readonly unknown[], startedDateTime = SENT): { log: { entries: HarEntry[] } } {
  const page = { method: 'GET', url: 'https://shop.example/', headers: [] };
  const entries = bodies.map((body, index): HarEntry => ({
    startedDateTime,
    request: {
      method: 'POST',
      url: `https://edge.adobedc.net/ee/v1/interact?configId=da7a57ea-0000-4000-8000-000000000001&requestId=${requestId(index)}`,
      headers: [{ name: 'Authorization', value: `Bearer ${planted.accessToken}` }],
      ...(body !== undefined && { postData: { mimeType: 'text/plain', text: JSON.stringify(body) } }),
    },
    response: { status: 200 },
  }));
  return { log: { entries: [{ startedDateTime, request: page, response: { status: 200 } }, ...entries] } };
}

export function edgeCalls(bodies: readonly unknown[], sentAt = SENT) {
  return bodies.map((body, index) => ({
    sequence: index + 1,
    sentAt,
    request: {
      method: 'POST',
      url: `https://server.adobedc.net/ee/v2/interact?dataStreamId=da7a57ea-0000-4000-8000-000000000001&requestId=${requestId(index)}`,
      headers: { authorization: '***' },
      body,
      endpoint: 'interact',
      requestId: requestId(index),
    },
    response: { status: 200, headers: {}, body: {} },
  }));
}

/** As `edgeTraffic.toNdjson()` writes it. */
export function ndjsonOf(bodies: readonly unknown[], sentAt = SENT): string {
  return edgeCalls(bodies, sentAt)
    .map((call) => JSON.stringify(call))
    .join('\n');
}

function requestId(index: number): string {
  return `${String(index + 1).padStart(8, '0')}-5bff-41c5-8f4b-6c15bab76b11`;
}
