/** Anything at all may be sent. Whatever it is, the answer is one that the Edge Network could give. */

import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { problemCodes, problemStatus, type ProblemCode } from '../../src/protocol/problems.js';
import type { WireAnswer, WireRequest } from '../../src/emulator/index.js';
import { framingOf, recordsIn } from '../../src/emulator/streaming.js';
import { endpoints, matchEndpoint, type EndpointName } from '../../src/protocol/endpoints.js';
import { isObject } from '../../src/protocol/json.js';
import { checkAnswer } from '../../src/schema/index.js';
import { demo, emulatorOfFixtures } from '../support/emulatorCalls.js';
import { wireRequest } from '../support/hostileRequests.js';

/** What documented problems and successes are answered with. A 500 would be documented, but be a fault of ours. */
const documented = new Set([
  ...endpoints.flatMap(({ success }) => success),
  ...(Object.keys(problemCodes) as ProblemCode[]).map(problemStatus).filter((status) => status < 500),
  404,
]);

/**
 * What is wrong with an answer; nothing when it is one that the Edge Network could give. A list, because thousands of
 * assertions would be thousands of steps in the report, which took twenty times as long as the emulator does.
 */
function faultsOf(sent: WireRequest, { status, headers: answered, body: answeredBody }: WireAnswer): string[] {
  const faults = documented.has(status) ? [] : [`the status ${status} is not documented`];
  // What a client sent must not end up in a header that cannot be written.
  try {
    for (const [name, value] of Object.entries(answered))
      for (const one of [value].flat()) void new Headers([[name, one]]);
  } catch (error) {
    faults.push(`the headers cannot be written: ${String(error)}`);
  }
  const endpoint = matchEndpoint(sent.target.split('?')[0]!)?.endpoint.name;
  if (endpoint === undefined || sent.method !== 'POST') return faults;
  const bodies = recordsOf(sent, answeredBody);
  for (const text of bodies)
    faults.push(...faultsOfBody(text, { endpoint, status, isJson: /json/.test(String(answered['content-type'])) }));
  return faults;
}

/** An answer in records is as many bodies. */
function recordsOf({ body }: WireRequest, answered: string): string[] {
  const sent: unknown = isJson(body) ? JSON.parse(body) : undefined;
  const framing = isObject(sent) ? framingOf(sent) : undefined;
  return framing !== undefined && answered.startsWith(framing.recordSeparator)
    ? recordsIn(answered, framing)
    : [answered];
}

function faultsOfBody(
  text: string,
  { endpoint, status, isJson: isDocument }: { endpoint: EndpointName; status: number; isJson: boolean },
): string[] {
  const faults: string[] = [];
  const parsed: unknown = isDocument ? JSON.parse(text) : undefined;
  const { violations, unknownHandleTypes } = checkAnswer({
    endpoint,
    status,
    text,
    body: parsed,
    isJson: isDocument,
  });
  faults.push(...violations.map(({ message }) => message), ...unknownHandleTypes);
  if (isObject(parsed) && status >= 400 && parsed['status'] !== status) faults.push('the problem has another status');
  return faults;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('ten thousand requests, valid, nearly valid and hostile, get answers from the documented table', async () => {
  test.slow();
  const emulator = emulatorOfFixtures();
  const seen = new Set<number>();
  let [mediaSessions, streams, cookies] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(wireRequest, async (sent) => {
      const answer = await emulator.handle(sent);
      seen.add(answer.status);
      if (answer.body.includes('media-analytics:new-session')) mediaSessions++;
      if (answer.body.startsWith('\u0000')) streams++;
      if (answer.headers['set-cookie'] !== undefined) cookies++;
      const faults = faultsOf(sent, answer);
      if (faults.length > 0) throw new Error(`${faults.join('; ')}\n${answer.body}`);
    }),
    // Always the same requests, because what they reach is asserted too.
    { numRuns: 10_000, seed: 20_261_124 },
  );
  // The generator is worth something only if it reaches both answers and refusals.
  expect([200, 202, 204, 400, 401, 404, 408, 415, 422].filter((status) => !seen.has(status))).toEqual([]);
  expect(Math.min(mediaSessions, streams, cookies)).toBeGreaterThan(0);
  expect((await emulator.fetch(new Request('http://localhost/__emulator/calls'))).status).toBe(200);
});

test('prototypes are as they were after hostile names everywhere', async () => {
  const emulator = emulatorOfFixtures();
  const names = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty'];
  for (const name of names) {
    const hostile = `{"polluted":true,"enabled":false,"id":"x","value":"x","key":"x"}`;
    const texts = [
      `{"event":{"xdm":{"identityMap":{"${name}":[${hostile}]}}}}`,
      `{"event":{"xdm":{"${name}":${hostile}},"data":{"${name}":${hostile}}}}`,
      `{"event":{},"meta":{"configOverrides":{"${name}":${hostile}}}}`,
      `{"event":{},"meta":{"configOverrides":{"com_adobe_target":{"${name}":${hostile}}}}}`,
      `{"event":{},"meta":{"state":{"entries":[${hostile}],"${name}":${hostile}}}}`,
      `{"${name}":${hostile},"event":{}}`,
    ];
    for (const sent of texts) {
      const named: WireRequest = {
        method: 'POST',
        target: `/ee/v2/interact?dataStreamId=${demo.id}&${name}=x`,
        headers: { 'content-type': 'application/json', host: 'edge.adobedc.net', 'x-edge-emulator-namespace': name },
        body: sent,
        bodyTooLarge: false,
      };
      expect(faultsOf(named, await emulator.handle(named)), sent).toEqual([]);
    }
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect({}).not.toHaveProperty('polluted');
});
