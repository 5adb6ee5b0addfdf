/** Who must authenticate where, and what each missing piece is answered with. */

import { expect, test } from '@playwright/test';
import { generateKeyPairSync, sign } from 'node:crypto';
import type { ProblemCode } from '../../src/protocol/problems.js';
import { createEmulator, loadDatastreams, type Emulator } from '../../src/emulator/index.js';
import {
  credentials,
  datastreamNamed,
  datastreamsFile,
  demo,
  emulatorOfFixtures,
  payload,
} from '../support/emulatorCalls.js';
import { problemDocument, send, type Call } from '../support/emulatorCalls.js';

const hosts = [
  { host: 'edge.adobedc.net', asks: false },
  { host: 'adobedc.demdex.net', asks: false },
  { host: 'data.shop.example', asks: false },
  { host: '127.0.0.1:8080', asks: false },
  { host: 'localhost', asks: false },
  { host: '[::1]:8080', asks: false },
  { host: 'server.adobedc.net', asks: true },
  { host: 'SERVER.adobedc.net:443', asks: true },
  { host: 'va6.server.adobedc.net', asks: true },
];

for (const { host, asks } of hosts) {
  test(`${host} asks ${asks ? 'everybody' : 'only where the datastream does'} for a token`, async () => {
    const emulator = emulatorOfFixtures();
    const status = async (call: Call) => (await send(emulator, { host, ...call })).status;
    expect(await status({})).toBe(asks ? 401 : 200);
    expect(await status({ datastream: 'authenticated-only' })).toBe(401);
    expect(await status({ headers: credentials(emulator) })).toBe(200);
    expect(await status({ datastream: 'authenticated-only', headers: credentials(emulator) })).toBe(200);
  });
}

test('on a loopback name, a call with any of the three headers is held to all of them', async () => {
  const emulator = emulatorOfFixtures();
  for (const [name, value] of Object.entries(credentials(emulator))) {
    const answer = await send(emulator, { host: '127.0.0.1', headers: { [name]: value } });
    expect([answer.status, answer.body['title']], name).toEqual([401, 'Invalid authorization token']);
  }
});

test('the client-side host does not look at a token that it did not ask for', async () => {
  const emulator = emulatorOfFixtures();
  const answer = await send(emulator, { headers: { authorization: 'Bearer nonsense' } });
  expect(answer.status).toBe(200);
  expect(payload(answer, 'activation:pull')[0]).not.toHaveProperty('attributes');
});

test('profile attributes are given to authenticated calls only', async () => {
  const emulator = emulatorOfFixtures();
  const answer = await send(emulator, { host: 'server.adobedc.net', headers: credentials(emulator) });
  expect(payload(answer, 'activation:pull')).toEqual([
    {
      type: 'profileLookup',
      destinationId: '5c2d7a40-1f6b-4a0e-8a57-3b9d2f60c1aa',
      alias: 'shopPersonalization',
      attributes: { loyaltyTier: { value: 'gold' }, countryCode: { value: 'CH' } },
      segments: [
        { id: '1f0c7f0e-6a54-4d0e-b7c3-0a4c8f7d5e11', namespace: 'ups' },
        { id: '9b3a2d6c-3c1d-4e7a-8f20-7c5e4d3b2a22', namespace: 'ups' },
      ],
    },
  ]);
});

interface Refused {
  what: string;
  code: ProblemCode;
  detail: string;
  headers: (emulator: Emulator) => Record<string, string>;
}

const noToken = 'The Authorization header holds no token of the identity service (IMS).';

const refused: Refused[] = [
  {
    what: 'no token',
    code: 'EXEG-0500-401',
    detail: 'The call must be authenticated, and authorization is missing in its headers.',
    headers: (emulator) => ({ ...credentials(emulator), authorization: '' }),
  },
  {
    what: 'no headers at all',
    code: 'EXEG-0500-401',
    detail: 'The call must be authenticated, and authorization, x-api-key, x-gw-ims-org-id are missing in its headers.',
    headers: () => ({}),
  },
  {
    what: 'no API key',
    code: 'EXEG-0500-401',
    detail: 'The call must be authenticated, and x-api-key is missing in its headers.',
    headers: (emulator) => ({ ...credentials(emulator), 'x-api-key': '' }),
  },
  {
    what: 'no organisation',
    code: 'EXEG-0500-401',
    detail: 'The call must be authenticated, and x-gw-ims-org-id is missing in its headers.',
    headers: (emulator) => ({ ...credentials(emulator), 'x-gw-ims-org-id': '' }),
  },
  {
    what: 'another scheme than Bearer',
    code: 'EXEG-0500-401',
    detail: "The Authorization header must be 'Bearer ' and an access token.",
    headers: (emulator) => ({ ...credentials(emulator), authorization: `Basic ${emulator.issueToken()}` }),
  },
  {
    what: 'a token that is no JSON Web Token',
    code: 'EXEG-0500-401',
    detail: noToken,
    headers: (emulator) => credentials(emulator, 'nonsense'),
  },
  {
    what: 'three parts that hold no JSON',
    code: 'EXEG-0500-401',
    detail: noToken,
    headers: (emulator) => credentials(emulator, 'abc.def.ghi'),
  },
  {
    what: 'the API key of another client',
    code: 'EXEG-0500-401',
    detail: 'The header x-api-key is not the client id that the token was issued to.',
    headers: (emulator) => ({ ...credentials(emulator), 'x-api-key': 'somebody' }),
  },
  {
    what: 'a token that was tampered with',
    code: 'EXEG-0502-401',
    detail: "The token's signature is not that of the emulator's identity service.",
    headers: (emulator) => credentials(emulator, tampered(emulator.issueToken())),
  },
  {
    what: 'a token of another identity service',
    code: 'EXEG-0502-401',
    detail: "The token's signature is not that of the emulator's identity service.",
    headers: (emulator) => credentials(emulator, foreignToken()),
  },
  {
    what: 'a token of another emulator',
    code: 'EXEG-0502-401',
    detail: "The token's signature is not that of the emulator's identity service.",
    headers: (emulator) => credentials(emulator, emulatorOfFixtures().issueToken()),
  },
  {
    what: 'an expired token',
    code: 'EXEG-0503-401',
    detail: 'The token expired at 2024-01-01T00:00:00.000Z. Request a new one.',
    headers: (emulator) => credentials(emulator, emulator.issueToken({ expiresInSeconds: 0 })),
  },
  {
    what: 'the organisation of somebody else',
    code: 'EXEG-0504-401',
    detail: `The header x-gw-ims-org-id is 'ABC@AdobeOrg', but the datastream is of '${demo.orgId}'.`,
    headers: (emulator) => ({ ...credentials(emulator), 'x-gw-ims-org-id': 'ABC@AdobeOrg' }),
  },
  {
    what: 'a token without product context',
    code: 'EXEG-0504-401',
    detail: `The token has no Experience Platform product context for '${demo.orgId}'.`,
    headers: (emulator) => credentials(emulator, emulator.issueToken({ productContexts: [] })),
  },
  {
    what: 'a token without the scope',
    code: 'EXEG-0505-401',
    detail: "The token lacks the scope 'acp.foundation'.",
    headers: (emulator) => credentials(emulator, emulator.issueToken({ scope: 'openid,AdobeID' })),
  },
  {
    what: 'a credential without write permission',
    code: 'EXEG-0506-401',
    detail: "The credential may not write data sets in the sandbox 'prod'.",
    headers: (emulator) => ({
      ...credentials(emulator, emulator.issueToken({ clientId: 'without-write-permission' })),
      'x-api-key': 'without-write-permission',
    }),
  },
];

for (const { what, code, detail, headers } of refused) {
  test(`${what} is refused with ${code}`, async () => {
    const emulator = emulatorOfFixtures({ clock: () => Date.UTC(2024, 0, 1) });
    const call = { host: 'server.adobedc.net', headers: headers(emulator) };
    const answer = await send(emulator, call);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    const report = { requestId: answer.headers['x-request-id']!, orgId: demo.orgId, configId: demo.id };
    expect(answer.body).toEqual(problemDocument(code, detail, report));
    expect(answer.status).toBe(401);
  });
}

test('a token is good until its last millisecond', async () => {
  let now = Date.UTC(2024, 0, 1);
  const emulator = emulatorOfFixtures({ clock: () => now });
  const headers = credentials(emulator, emulator.issueToken({ expiresInSeconds: 60 }));
  const status = async () => (await send(emulator, { host: 'server.adobedc.net', headers })).status;
  now += 59_999;
  expect(await status()).toBe(200);
  now += 1;
  expect(await status()).toBe(401);
});

test('the built-in credential may call every organisation of the file', async () => {
  const emulator = emulatorOfFixtures();
  const { orgId } = datastreamNamed('other-organisation');
  const headers = { ...credentials(emulator), 'x-gw-ims-org-id': orgId };
  const answer = await send(emulator, { host: 'server.adobedc.net', datastream: 'other-organisation', headers });
  expect(answer.status).toBe(200);
});

test('a file may give the built-in credential other rights', async () => {
  const { datastreams } = loadDatastreams(datastreamsFile);
  const readOnly = { clientId: 'emulator', clientSecret: 'emulator', writableSandboxes: ['dev'] };
  const emulator = createEmulator({ datastreams, credentials: [readOnly] });
  const answer = await send(emulator, { host: 'server.adobedc.net', headers: credentials(emulator) });
  expect([answer.status, answer.body['type']]).toEqual([401, 'https://ns.adobe.com/aep/errors/EXEG-0506-401']);
});

test('a token for an unknown client is a mistake of the spec', () => {
  expect(() => createEmulator().issueToken({ clientId: 'nobody' })).toThrow(
    [
      "The emulator has no credential with clientId 'nobody'.",
      'It has emulator. More may stand under "credentials" in the datastream file.',
      '[EDGE_OPTION_INVALID]',
    ].join('\n'),
  );
});

/** The signature stays, the claims change. */
function tampered(token: string): string {
  const [header, claims, signature] = token.split('.');
  const changed = { ...(JSON.parse(Buffer.from(claims!, 'base64url').toString()) as object), client_id: 'emulator2' };
  return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
}

/** As Adobe's identity service makes them: RS256, and without the fields that only the emulator writes. */
function foreignToken(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${encode({ alg: 'RS256', kid: 'ims_na1-key-at-1' })}.${encode({ type: 'access_token', client_id: 'emulator' })}`;
  return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`;
}
