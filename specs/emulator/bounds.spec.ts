/** What a single request, or very many, may cost the emulator. */

import { expect, test } from '@playwright/test';
import { createEmulator, namespaceHeader, serveEmulator } from '../../src/emulator/index.js';
import {
  demo,
  emulatorOf,
  emulatorOfFixtures,
  pageView,
  payload,
  send,
  stored,
  type Call,
} from '../support/emulatorCalls.js';
import { control } from '../support/control.js';

const many = (count: number, item: unknown) => Array.from({ length: count }, () => item);

const faulty: [what: string, call: Call, status: number][] = [
  [
    'a downloaded session of 20,000 empty events',
    {
      path: '/ee/va/v1/downloaded',
      body: { events: [{ xdm: { eventType: 'media.downloaded', mediaDownloadedEvents: many(20_000, {}) } }] },
    },
    207,
  ],
  ['30,000 events that are none', { path: '/ee/v1/interact', body: { events: many(30_000, 1) } }, 422],
  [
    '10,000 state entries without key and value',
    { body: { event: pageView, meta: { state: { entries: many(10_000, {}) } } } },
    422,
  ],
];

for (const [what, call, status] of faulty) {
  test(`${what}: the first hundred faults are told, and that there are more`, async () => {
    const answer = await send(emulatorOfFixtures(), call);
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(/\d+ more faults are not listed/);
    expect(answer.text.length).toBeLessThan(20_000);
  });
}

test.describe('consent strings that would take long to decode', () => {
  const consenting = 'CO052l-O052l-DGAMBFRACBgAIBAAAAAAIYgEawAQEagAAAA';
  const consentOf = async (...strings: string[]) => {
    const consentStrings = strings.map((consentStringValue) => ({
      consentStandard: 'IAB TCF',
      consentStandardVersion: '2.0',
      consentStringValue,
    }));
    return stored(await send(emulatorOfFixtures(), { body: { event: { xdm: { consentStrings } } } }), 'consent');
  };

  test('one of more than 1,000 characters consents to nothing', async () => {
    expect(await consentOf(consenting.padEnd(1000, 'A'))).toBe('general=in');
    expect(await consentOf(consenting.padEnd(1001, 'A'))).toBe('general=out');
  });

  test('more than five consent to nothing', async () => {
    expect(await consentOf(...Array<string>(5).fill(consenting))).toBe('general=in');
    expect(await consentOf(...Array<string>(6).fill(consenting))).toBe('general=out');
  });
});

test('heads count as well as bodies', async () => {
  const emulator = emulatorOfFixtures();
  const headers = { cookie: `a=${'x'.repeat(8000)}` };
  for (let index = 0; index < 5000; index++) {
    await emulator.handle({
      method: 'POST',
      target: '/nowhere',
      headers: { ...headers, [namespaceHeader]: String(index % 100) },
      body: '',
      bodyTooLarge: false,
    });
  }
  const { calls, dropped } = (await control(emulator, 'health')) as { calls: number; dropped: number };
  expect(calls).toBeLessThan((32 * 1024 * 1024) / 8000);
  expect(calls + dropped).toBe(5000);
});

test('calls of a namespace that is forgotten as a whole are dropped calls', async () => {
  const emulator = createEmulator();
  for (let index = 0; index < 10_005; index++) {
    await emulator.handle({
      method: 'POST',
      target: '/nowhere',
      headers: { [namespaceHeader]: `n${index}` },
      body: '',
      bodyTooLarge: false,
    });
  }
  expect(await control(emulator, 'health')).toMatchObject({ calls: 10_000, dropped: 5 });
});

test('an inspector that opens on many large calls gets them', async () => {
  const emulator = emulatorOfFixtures();
  const data = { text: 'x'.repeat(8000) };
  for (let index = 0; index < 900; index++) {
    await send(emulator, { body: { event: { data } }, headers: { [namespaceHeader]: String(index % 9) } });
  }
  await using server = await serveEmulator(emulator);
  const response = await fetch(`${server.url}/__emulator/events`);
  let text = '';
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  while (!text.endsWith('\n\n')) text += (await reader.read()).value ?? '';
  await reader.cancel();
  const { calls } = JSON.parse(text.slice(text.indexOf('{'))) as { calls: unknown[] };
  expect(calls).toHaveLength(900);
});

test('definitions are copied: what a spec goes on to change of one changes no answer', async () => {
  const activation = { type: 'url' as const, id: 1, spec: { url: 'https://one.example/' } };
  const emulator = emulatorOf({ services: { audienceManager: { enabled: true, activations: [activation] } } });
  const url = async () => payload<{ spec: { url: string } }>(await send(emulator), 'activation:push')[0]?.spec.url;
  expect(await url()).toBe('https://one.example/');
  activation.spec.url = 'https://two.example/';
  expect(await url()).toBe('https://one.example/');
  const changes = { services: { audienceManager: { activations: [activation] } } };
  emulator.namespace('').datastream(demo.id, changes);
  expect(await url()).toBe('https://two.example/');
  activation.spec.url = 'https://three.example/';
  emulator.namespace('').datastream(demo.id, changes);
  expect(await url()).toBe('https://three.example/');
});

test.describe('secrets', () => {
  const token = `kndctr_${demo.orgId.replace('@', '_')}_validation_token`;
  const session = '0c1d5f7a-1b9e-4d2c-8a57-6f0e9d3b7c21';

  test('an Assurance session is shown nowhere: not in cookies, state entries, parameters, nor to a route', async () => {
    const emulator = emulatorOfFixtures();
    let seen: unknown;
    emulator.namespace('').route('interact', (call) => {
      seen = call.request;
      call.fallback();
    });
    await send(emulator, {
      query: { adobeAepValidationToken: `${session}|x` },
      headers: { cookie: `${token}=${session}`, 'x-adobe-aep-validation-token': session },
      body: { event: pageView, meta: { state: { entries: [{ key: token, value: session }] } } },
    });
    const shown = JSON.stringify([seen, emulator.namespace('').calls()]);
    expect(shown).toContain(token);
    expect(shown).not.toContain(session);
  });

  test('pages of other origins neither read the emulator nor do anything to it', async () => {
    const emulator = emulatorOfFixtures();
    const asked = async (method: string, path: string) => {
      const headers = { origin: 'https://evil.example' };
      const response = await emulator.fetch(new Request(`http://127.0.0.1/__emulator/${path}`, { method, headers }));
      return [response.status, response.headers.get('access-control-allow-origin')];
    };
    expect(await asked('GET', 'calls')).toEqual([200, null]);
    expect(await asked('POST', 'reset')).toEqual([403, null]);
    expect(await asked('POST', 'faults')).toEqual([403, null]);
    expect(await asked('OPTIONS', 'reset')).toEqual([404, null]);
  });
});

test('what a route answers goes out as it is, fields that nobody knows included', async () => {
  const emulator = emulatorOfFixtures();
  const handle = { type: 'state:store', payload: [], extra: 1 };
  emulator.namespace('').route('interact', (call) => call.fulfill({ handles: [handle] }));
  expect((await send(emulator)).body['handle']).toEqual([handle]);
});

test('of a parameter that is there twice the first one counts, and is the one that is shown', async () => {
  const emulator = emulatorOfFixtures();
  const target = `/ee/v2/interact?dataStreamId=${demo.id}&dataStreamId=other`;
  await emulator.handle({
    method: 'POST',
    target,
    headers: { host: 'edge.adobedc.net', 'content-type': 'application/json' },
    body: JSON.stringify({ event: pageView }),
    bodyTooLarge: false,
  });
  expect(emulator.namespace('').calls()).toMatchObject([
    { status: 200, request: { query: { dataStreamId: demo.id } } },
  ]);
});

test('a namespace with a very long name is the same one everywhere', async () => {
  const emulator = emulatorOfFixtures();
  const name = 'n'.repeat(300);
  await send(emulator, { headers: { [namespaceHeader]: name } });
  expect(emulator.namespace(name).calls()).toHaveLength(1);
  expect(((await control(emulator, `calls?namespace=${name}`)) as { calls: unknown[] }).calls).toHaveLength(1);
});
