/** Answers in records, as mobile apps ask for them. */

import { expect, test } from '@playwright/test';
import { checkAnswer } from '../../src/schema/index.js';
import { demo, emulatorOfFixtures, pageView } from '../support/emulatorCalls.js';

interface Envelope {
  requestId: string;
  handle: { type: string }[];
  errors?: object[];
}

async function stream(streaming: object, more: object = {}, emulator = emulatorOfFixtures()) {
  const response = await emulator.fetch(
    new Request(`https://edge.adobedc.net/ee/v1/interact?configId=${demo.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events: [pageView], meta: { konductorConfig: { streaming } }, ...more }),
    }),
  );
  return { status: response.status, text: await response.text() };
}

/** As the mobile SDKs read a stream: split behind each record, then take its first character away. */
function records(text: string, { separator = '\u0000', feed = '\n' } = {}): Envelope[] {
  const parts = text.split(feed);
  expect(parts.pop(), 'every record is ended').toBe('');
  return parts.map((part) => {
    expect(part.startsWith(separator)).toBe(true);
    return JSON.parse(part.slice(separator.length)) as Envelope;
  });
}

test('each handle comes in a record of its own, all under one request id', async () => {
  const { status, text } = await stream({ enabled: true, recordSeparator: '\u0000', lineFeed: '\n' });
  const envelopes = records(text);
  expect(status).toBe(200);
  expect(envelopes.map(({ handle }) => handle.map(({ type }) => type).join())).toEqual([
    'identity:exchange',
    'activation:push',
    'activation:push',
    'activation:pull',
    'locationHint:result',
    'state:store',
  ]);
  expect(new Set(envelopes.map(({ requestId }) => requestId)).size).toBe(1);
  for (const body of envelopes) {
    const answer = { endpoint: 'interact' as const, status, text: JSON.stringify(body), body, isJson: true };
    expect(checkAnswer(answer).violations).toEqual([]);
  }
});

test('errors come in a record of their own', async () => {
  const emulator = emulatorOfFixtures();
  emulator.namespace('').datastream(demo.id, { services: { analytics: { upstream: 'down' } } });
  const { status, text } = await stream({ enabled: true }, {}, emulator);
  expect(status).toBe(207);
  expect(records(text).at(-1)).toMatchObject({ handle: [], errors: [{ status: 503 }] });
});

test('other separators than the usual ones are used as they are asked for', async () => {
  const { text } = await stream({ enabled: true, recordSeparator: '\u001e', lineFeed: '\r' });
  expect(records(text, { separator: '\u001e', feed: '\r' })).toHaveLength(6);
});

test('separators that would tear records apart are not used', async () => {
  for (const [recordSeparator, lineFeed] of [
    ['"', '}'],
    ['a', '1'],
    ['', ''],
    ['\u0000\u0000', '\n\n'],
    [1, null],
  ]) {
    const { text, status } = await stream({ enabled: true, recordSeparator, lineFeed });
    // A separator of another type is refused by the schema of the request.
    if (status === 200) expect(records(text)).toHaveLength(6);
    else expect(status).toBe(422);
  }
});

test('an answer with nothing in it is one record', async () => {
  const emulator = emulatorOfFixtures();
  emulator.namespace('').datastream(demo.id, {
    identity: { enabled: false },
    services: { edgeDestinations: { enabled: false }, audienceManager: { enabled: false } },
  });
  const [only, second] = records((await stream({ enabled: true }, {}, emulator)).text);
  expect([only?.handle, second]).toEqual([[], undefined]);
});

test('a call that does not ask for a stream gets none; a refusal never is one', async () => {
  expect(JSON.parse((await stream({ enabled: false })).text)).toMatchObject({ handle: expect.any(Array) });
  const refused = await stream({ enabled: true }, { events: [] });
  expect([refused.status, (JSON.parse(refused.text) as { status: number }).status]).toEqual([422, 422]);
});
