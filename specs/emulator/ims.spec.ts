import { expect, test } from '@playwright/test';
import type { Emulator } from '../../src/emulator/index.js';
import { credentials, emulatorOfFixtures, send } from '../support/emulatorCalls.js';

const path = '/ims/token/v3';
const url = `https://ims-na1.adobelogin.com${path}`;
const form = {
  grant_type: 'client_credentials',
  client_id: 'emulator',
  client_secret: 'emulator',
  scope: 'openid,AdobeID,read_organizations',
};

async function ask(emulator: Emulator, init: { query?: object; body?: URLSearchParams | FormData }) {
  const query = new URLSearchParams(Object.entries(init.query ?? {})).toString();
  const response = await emulator.fetch(new Request(`${url}?${query}`, { method: 'POST', body: init.body ?? null }));
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const fieldsOf = (fields: object) => new URLSearchParams(Object.entries(fields));

test('a token comes for a client id and its secret, for a day', async () => {
  const emulator = emulatorOfFixtures({ clock: () => 1_700_000_000_000 });
  const { status, body } = await ask(emulator, { body: fieldsOf(form) });
  expect(status).toBe(200);
  expect(body).toEqual({ access_token: expect.any(String), token_type: 'bearer', expires_in: 86_399 });
  const [header, claims] = String(body['access_token'])
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString());
  expect(JSON.parse(header!)).toEqual({ alg: 'ES256', typ: 'JWT', kid: 'emulator' });
  expect(JSON.parse(claims!)).toMatchObject({
    type: 'access_token',
    client_id: 'emulator',
    org: emulator.defaultDatastream.orgId,
    scope: 'openid,AdobeID,read_organizations,acp.foundation',
    created_at: '1700000000000',
    expires_in: '86399000',
  });
});

test('the token is one that the endpoints accept', async () => {
  const emulator = emulatorOfFixtures();
  const { body } = await ask(emulator, { body: fieldsOf(form) });
  const headers = credentials(emulator, String(body['access_token']));
  expect((await send(emulator, { host: 'server.adobedc.net', headers })).status).toBe(200);
});

test('the fields may stand in the query, in the body, or in a multipart body', async () => {
  const emulator = emulatorOfFixtures();
  const { client_secret, ...rest } = form;
  const multipart = new FormData();
  for (const [name, value] of Object.entries(form)) multipart.append(name, value);
  const statuses = [
    await ask(emulator, { query: form }),
    await ask(emulator, { query: rest, body: fieldsOf({ client_secret }) }),
    await ask(emulator, { body: multipart }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 200]);
});

const refused = [
  { what: 'an unknown client', fields: { client_id: 'nobody' }, description: 'invalid client_id parameter' },
  { what: 'no client', fields: { client_id: '' }, description: 'invalid client_id parameter' },
  { what: 'a wrong secret', fields: { client_secret: 'wrong' }, description: 'invalid client_secret parameter' },
  { what: 'no secret', fields: { client_secret: '' }, description: 'invalid client_secret parameter' },
  {
    what: 'the name of an inherited field',
    fields: { client_id: '__proto__' },
    description: 'invalid client_id parameter',
  },
];

for (const { what, fields, description } of refused) {
  test(`${what} is refused`, async () => {
    const answer = await ask(emulatorOfFixtures(), { body: fieldsOf({ ...form, ...fields }) });
    expect(answer).toEqual({ status: 400, body: { error: 'invalid_client', error_description: description } });
  });
}

test('another grant is refused', async () => {
  const answer = await ask(emulatorOfFixtures(), { body: fieldsOf({ ...form, grant_type: 'password' }) });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({ error: 'unsupported_grant_type', error_description: 'invalid grant_type parameter' });
});

test('a body that is no form has no fields', async () => {
  const response = await emulatorOfFixtures().fetch(
    new Request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(form) }),
  );
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: 'unsupported_grant_type', error_description: 'invalid grant_type parameter' },
  ]);
});

const lacking = [
  { clientId: 'without-product', code: 'EXEG-0504-401' },
  { clientId: 'without-scope', code: 'EXEG-0505-401' },
  { clientId: 'without-write-permission', code: 'EXEG-0506-401' },
  { clientId: 'expired', code: 'EXEG-0503-401' },
];

for (const { clientId, code } of lacking) {
  test(`the credential ${clientId} gets a token whose calls are refused with ${code}`, async () => {
    const emulator = emulatorOfFixtures();
    const { body } = await ask(emulator, { body: fieldsOf({ ...form, client_id: clientId, client_secret: clientId }) });
    expect(body['expires_in']).toBe(86_399);
    const headers = { ...credentials(emulator, String(body['access_token'])), 'x-api-key': clientId };
    const answer = await send(emulator, { host: 'server.adobedc.net', headers });
    expect(answer.body['type']).toBe(`https://ns.adobe.com/aep/errors/${code}`);
  });
}

test('a short-lived token says how short', async () => {
  let now = 0;
  const emulator = emulatorOfFixtures({ clock: () => now });
  const fields = fieldsOf({ ...form, client_id: 'short-lived', client_secret: 'short-lived' });
  const { body } = await ask(emulator, { body: fields });
  expect(body['expires_in']).toBe(60);
  const headers = { ...credentials(emulator, String(body['access_token'])), 'x-api-key': 'short-lived' };
  const status = async () => (await send(emulator, { host: 'server.adobedc.net', headers })).status;
  expect(await status()).toBe(200);
  now = 60_000;
  expect(await status()).toBe(401);
});
