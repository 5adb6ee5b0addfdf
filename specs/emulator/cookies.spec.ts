/** Where the client is to keep its state: in cookies that the answer sets, or in `state:store`. */

import { expect, test } from '@playwright/test';
import { stateKey } from '../../src/protocol/cookies.js';
import { decodeIdentityCookie } from '../../src/protocol/identityCookie.js';
import {
  credentials,
  demo,
  emulatorOfFixtures,
  handleTypes,
  pageView,
  payload,
  send,
} from '../support/emulatorCalls.js';
import { stored, type Call } from '../support/emulatorCalls.js';

const key = (name: string) => stateKey(demo.orgId, name);
const state = { domain: 'shop.example', cookiesEnabled: true };

/** A page of the shop calls the Edge Network under the shop's own name. */
const firstParty = (more: Call = {}, changes: object = {}): Call => ({
  host: 'data.shop.example',
  path: '/ee/v1/interact',
  body: { events: [pageView], meta: { state: { ...state, ...changes } } },
  ...more,
  headers: { origin: 'https://www.shop.example', ...more.headers },
});

test("under the site's own domain the answer sets cookies, and stores nothing else", async () => {
  const answer = await send(emulatorOfFixtures(), firstParty());
  expect(handleTypes(answer)).not.toContain('state:store');
  expect(answer.cookies).toEqual([
    expect.stringMatching(
      new RegExp(
        `^${key('identity')}=[\\w-]+=*; Path=/; Domain=shop.example; Max-Age=34128000; Secure; SameSite=None$`,
      ),
    ),
    `${key('cluster')}=or2; Path=/; Domain=shop.example; Max-Age=1800; Secure; SameSite=None`,
  ]);
});

test('the browser sends them back, and is known by them', async () => {
  const emulator = emulatorOfFixtures();
  const first = await send(emulator, firstParty());
  const cookie = first.cookies.map((one) => one.split(';')[0]).join('; ');
  const second = await send(emulator, firstParty({ headers: { cookie } }));
  expect(second.cookies.map((one) => one.split('=')[0])).toEqual([key('cluster')]);
});

test('a domain that the client leaves out is the one that page and host share', async () => {
  const body = { events: [pageView], meta: { state: { cookiesEnabled: true } } };
  const answer = await send(emulatorOfFixtures(), firstParty({ body }));
  expect(answer.cookies[1]).toContain('; Domain=shop.example; ');
  const elsewhere = await send(emulatorOfFixtures(), firstParty({ body, host: 'edge.adobedc.net' }));
  expect(elsewhere.cookies).toEqual([]);
  const origin = 'https://www.shop.co.uk';
  const strangers = await send(
    emulatorOfFixtures(),
    firstParty({ body, host: 'data.other.co.uk', headers: { origin } }),
  );
  expect(strangers.cookies).toEqual([]);
});

test('a page that is not secure gets cookies that are not', async () => {
  const answer = await send(emulatorOfFixtures(), firstParty({ headers: { origin: 'http://www.shop.example' } }));
  expect(answer.cookies[1]).toBe(`${key('cluster')}=or2; Path=/; Domain=shop.example; Max-Age=1800`);
});

test('a refusal to be tracked is a cookie too', async () => {
  const body = { consent: [{ standard: 'Adobe', version: '1.0', value: { general: 'out' } }], meta: { state } };
  const answer = await send(emulatorOfFixtures(), firstParty({ path: '/ee/v1/privacy/set-consent', body }));
  expect(answer.cookies).toContain(
    `${key('consent')}=general=out; Path=/; Domain=shop.example; Max-Age=15552000; Secure; SameSite=None`,
  );
});

const elsewhere: [what: string, call: Call][] = [
  ['another host', firstParty({ host: 'edge.adobedc.net' })],
  ['a host that only ends alike', firstParty({ host: 'notshop.example' })],
  ['a page of another site', firstParty({ headers: { origin: 'https://other.example' } })],
  ['no page', firstParty({ headers: { origin: '' } })],
  ['a page whose address is none', firstParty({ headers: { origin: 'null' } })],
  ['cookies that are not enabled', firstParty({}, { cookiesEnabled: false })],
  ['a domain of one label', firstParty({ host: 'localhost' }, { domain: 'localhost' })],
  ['a domain that is none', firstParty({}, { domain: 'shop.example; Secure' })],
  ['the empty domain that the Web SDK sends on localhost', firstParty({}, { domain: '' })],
];

for (const [what, call] of elsewhere) {
  test(`${what}: the client makes the cookies itself`, async () => {
    const answer = await send(emulatorOfFixtures(), call);
    expect(answer.cookies).toEqual([]);
    expect(decodeIdentityCookie(stored(answer, 'identity') ?? '')?.ecid).toMatch(/^\d{38}$/);
  });
}

test('a server never gets cookies', async () => {
  const emulator = emulatorOfFixtures();
  const call = firstParty({ headers: credentials(emulator), host: 'server.adobedc.net' });
  expect((await send(emulator, call)).cookies).toEqual([]);
});

test('entries for a secure page are for third-party use, others are not', async () => {
  const attrs = async (headers: Record<string, string>) =>
    payload<{ attrs?: object }>(await send(emulatorOfFixtures(), { headers }), 'state:store').map(
      (entry) => entry.attrs,
    );
  expect(await attrs({ origin: 'https://shop.example' })).toEqual([{ SameSite: 'None' }, { SameSite: 'None' }]);
  expect(await attrs({ referer: 'https://shop.example/cart' })).toEqual([{ SameSite: 'None' }, { SameSite: 'None' }]);
  expect(await attrs({ origin: 'http://shop.example' })).toEqual([undefined, undefined]);
  expect(await attrs({})).toEqual([undefined, undefined]);
});

test.describe('the third-party host, where the Web SDK goes first', () => {
  const thirdParty = (headers: Record<string, string> = {}): Call => ({
    host: 'adobedc.demdex.net',
    path: '/ee/v1/interact',
    body: { events: [pageView], query: { identity: { fetch: ['ECID', 'CORE'] } }, meta: { state } },
    headers: { origin: 'https://www.shop.example', ...headers },
  });
  const identities = (answer: Awaited<ReturnType<typeof send>>) =>
    Object.fromEntries(
      payload<{ id: string; namespace: { code: string } }>(answer, 'identity:result').map(({ id, namespace }) => [
        namespace.code,
        id,
      ]),
    );

  test('knows the browser by a cookie of its own, and stores the rest with the client', async () => {
    const answer = await send(emulatorOfFixtures(), thirdParty());
    const { ECID = '', CORE = '' } = identities(answer);
    expect(answer.cookies).toEqual([
      `demdex=${CORE}; Path=/; Domain=demdex.net; Max-Age=15552000; Secure; SameSite=None`,
    ]);
    expect(decodeIdentityCookie(stored(answer, 'identity')!)).toMatchObject({ ecid: ECID, source: 'third-party' });
  });

  test('gives the same browser the same ECID, whatever else it has lost', async () => {
    const cookie = `demdex=${'7'.repeat(38)}`;
    const [one, other] = [
      identities(await send(emulatorOfFixtures(), thirdParty({ cookie }))),
      identities(await send(emulatorOfFixtures(), thirdParty({ cookie }))),
    ];
    expect(one).toEqual({ CORE: '7'.repeat(38), ECID: other['ECID'] });
  });

  test('makes a new one of a cookie that makes no sense', async () => {
    for (const cookie of ['demdex=', 'demdex=1', 'demdex=%00']) {
      const { CORE } = identities(await send(emulatorOfFixtures(), thirdParty({ cookie })));
      expect(CORE, cookie).toMatch(/^\d{38}$/);
    }
  });

  test('asks for no token, unless the datastream does', async () => {
    const call = { ...thirdParty(), body: { events: [pageView] } };
    expect((await send(emulatorOfFixtures(), call)).status).toBe(200);
    expect((await send(emulatorOfFixtures(), { ...call, datastream: 'authenticated-only' })).status).toBe(401);
  });
});
