/** Which path is which endpoint, which region answers, and what nobody serves. */

import { expect, test } from '@playwright/test';
import { decodeIdentityCookie } from '../../src/protocol/identityCookie.js';
import { locationHints } from '../../src/protocol/hosts.js';
import { credentials, emulatorOfFixtures, payload, send, stored, type Call } from '../support/emulatorCalls.js';

const hintOf = async (call: Call) => {
  const answer = await send(emulatorOfFixtures(), call);
  return payload<{ scope: string; hint: string }>(answer, 'locationHint:result').find(
    ({ scope }) => scope === 'EdgeNetwork',
  )?.hint;
};

for (const hint of Object.keys(locationHints)) {
  test(`the region ${hint} answers for itself`, async () => {
    const answer = await send(emulatorOfFixtures(), { path: `/ee/${hint}/v2/interact` });
    expect(stored(answer, 'cluster')).toBe(hint);
    expect(decodeIdentityCookie(stored(answer, 'identity')!)?.region).toBe(hint.toUpperCase());
    const { Target, AAM }: { Target?: string; AAM?: string } = locationHints[hint as keyof typeof locationHints];
    expect(payload(answer, 'locationHint:result')).toEqual([
      ...(Target === undefined ? [] : [{ scope: 'Target', hint: Target, ttlSeconds: 1800 }]),
      ...(AAM === undefined ? [] : [{ scope: 'AAM', hint: AAM, ttlSeconds: 1800 }]),
      { scope: 'EdgeNetwork', hint, ttlSeconds: 1800 },
    ]);
    expect(answer.headers['x-adobe-edge']).toBe(AAM === undefined ? undefined : `${hint.toUpperCase()};${AAM}`);
  });
}

test('the hint may stand in front of the server host', async () => {
  const emulator = emulatorOfFixtures();
  const call = { host: 'irl1.server.adobedc.net', headers: credentials(emulator) };
  expect(stored(await send(emulator, call), 'cluster')).toBe('irl1');
});

test('the hint of a Target cluster is that of the region it belongs to', async () => {
  expect(await hintOf({ path: '/ee/t38/v2/interact' })).toBe('sgp3');
  expect(await hintOf({ path: '/ee/t99/v2/interact' })).toBe('or2');
});

test('an unknown hint is answered with 404 and nothing', async () => {
  const emulator = emulatorOfFixtures();
  const calls: Call[] = [
    { path: '/ee/invalid/v2/interact' },
    { path: '/ee/OR2/v2/collect' },
    { path: '/ee/__proto__/v2/interact' },
    { host: 'nowhere.server.adobedc.net' },
  ];
  for (const call of calls) {
    const answer = await send(emulator, call);
    expect([answer.status, answer.text], JSON.stringify(call)).toEqual([404, '']);
  }
});

test('the base path is free', async () => {
  for (const base of ['/ee', '/ee-pre-prd', '/metrics', '/own/base', '']) {
    expect((await send(emulatorOfFixtures(), { path: `${base}/v2/interact` })).status, base).toBe(200);
  }
  expect(await hintOf({ path: '/metrics/va6/v2/interact' })).toBe('va6');
  expect(await hintOf({ path: '/va6/v2/interact' })).toBe('va6');
});

const endpoints = [
  'POST /{base}[/{location hint}]/v2/interact',
  'POST /{base}[/{location hint}]/v2/collect',
  'POST /{base}[/{location hint}]/v1/interact',
  'POST /{base}[/{location hint}]/v1/collect',
  'POST /{base}[/{location hint}]/v1/privacy/set-consent',
  'POST /{base}[/{location hint}]/v1/identity/acquire',
  'POST /{base}[/{location hint}]/va/v1/{media event}',
  'POST /ims/token/v3',
  'GET /data/foundation/schemaregistry/tenant/schemas',
  'GET /data/foundation/schemaregistry/tenant/schemas/{id}',
  'GET /__emulator/',
  'GET /__emulator/health',
  'GET /__emulator/calls',
  'POST /__emulator/reset',
  'GET /__emulator/events',
  'GET /__emulator/faults',
  'POST /__emulator/faults',
];

const unknown: Call[] = [
  { path: '/' },
  { path: '/ee/v3/interact' },
  { path: '/ee/v2/interact/' },
  { path: '/ee/v2/privacy/set-consent' },
  { path: '/ee/v2/identity/acquire' },
  { path: '/ee/va/v1/sessionPause' },
  { path: '/ee/va/v2/play' },
  { method: 'GET', path: '/ee/va/v1/play' },
  { method: 'GET', path: '/ee/v2/interact' },
  { method: 'PUT', path: '/ee/v2/interact' },
  { method: 'GET', path: '/ims/token/v3' },
  { method: 'POST', path: '/__emulator/health' },
  { method: 'GET', path: '/__emulator/reset' },
];

for (const call of unknown) {
  const { method = 'POST', path } = call;
  test(`${method} ${path} is nobody's, and the answer says what there is`, async () => {
    const response = await emulatorOfFixtures().fetch(new Request(`https://edge.adobedc.net${path}`, { method }));
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    const detail = `The emulator has no ${method} ${path}.`;
    expect(await response.json()).toEqual({ type: 'about:blank', status: 404, title: 'Not Found', detail, endpoints });
  });
}

test.describe('pages of other origins', () => {
  const origin = 'https://shop.example';
  const allowed = {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'x-request-id, x-adobe-edge, x-konductor, retry-after',
  };

  const calls: Record<string, Call> = {
    'an answer': {},
    'a refusal': { query: null },
    'an empty answer': { path: '/ee/v2/collect', query: { silent: 'true' }, body: { events: [{}] } },
    'an unknown region': { path: '/ee/invalid/v2/interact' },
    'an unknown endpoint': { path: '/ee/v9/interact' },
  };

  for (const [what, call] of Object.entries(calls)) {
    test(`may read ${what}`, async () => {
      const { headers } = await send(emulatorOfFixtures(), { ...call, headers: { origin } });
      expect(headers).toMatchObject(allowed);
    });
  }

  test('may ask first', async () => {
    const asking = { origin, 'access-control-request-headers': 'content-type, x-custom' };
    const answer = await send(emulatorOfFixtures(), { method: 'OPTIONS', headers: asking });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers).toMatchObject({
      ...allowed,
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': 'content-type, x-custom',
    });
  });

  test('are told the usual headers when they ask for none', async () => {
    const { headers } = await send(emulatorOfFixtures(), { method: 'OPTIONS', headers: { origin } });
    expect(headers['access-control-allow-headers']).toBe(
      'content-type, authorization, x-api-key, x-gw-ims-org-id, x-request-id',
    );
  });
});
