/** Who the visitor is taken for, and what the client is told to keep of it. */

import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { stateKey } from '../../src/protocol/cookies.js';
import { decodeIdentityCookie, encodeIdentityCookie } from '../../src/protocol/identityCookie.js';
import type { Emulator } from '../../src/emulator/index.js';
import {
  credentials,
  demo,
  ecidOf,
  emulatorOf,
  emulatorOfFixtures,
  handleTypes,
  payload,
} from '../support/emulatorCalls.js';
import { pageView, send, stored, warningCodes, type Answer, type Call } from '../support/emulatorCalls.js';

const DAY_MS = 86_400_000;
const key = stateKey(demo.orgId, 'identity');
const query = { identity: { fetch: ['ECID'] } };

const ecids = { map: '1'.repeat(38), entry: '2'.repeat(38), cookie: '3'.repeat(38) };
const fpids = { map: '11111111-1111-4111-8111-111111111111', cookie: '22222222-2222-4222-8222-222222222222' };

interface Known {
  mapEcid?: string;
  entryEcid?: string;
  cookieEcid?: string;
  mapFpid?: string;
  cookieFpid?: string;
}

/** A call of a visitor about whom the client knows this much. */
function callOf({ mapEcid, entryEcid, cookieEcid, mapFpid, cookieFpid }: Known): Call {
  const identityMap = {
    ...(mapEcid === undefined ? {} : { ECID: [{ id: mapEcid }] }),
    ...(mapFpid === undefined ? {} : { FPID: [{ id: mapFpid, primary: true }] }),
  };
  const value = entryEcid && encodeIdentityCookie({ ecid: entryEcid });
  const cookies = [
    ...(cookieEcid === undefined ? [] : [`${key}=${encodeURIComponent(encodeIdentityCookie({ ecid: cookieEcid }))}`]),
    ...(cookieFpid === undefined ? [] : [`FPID=${cookieFpid}`]),
  ];
  return {
    headers: cookies.length > 0 ? { cookie: cookies.join('; ') } : {},
    body: {
      event: { xdm: { identityMap } },
      query,
      ...(value === undefined ? {} : { meta: { state: { entries: [{ key, value }] } } }),
    },
  };
}

async function ecidFor(known: Known, emulator: Emulator = emulatorOfFixtures()): Promise<string | undefined> {
  return ecidOf(await send(emulator, callOf(known)));
}

const all: Required<Known> = {
  mapEcid: ecids.map,
  entryEcid: ecids.entry,
  cookieEcid: ecids.cookie,
  mapFpid: fpids.map,
  cookieFpid: fpids.cookie,
};

test('a day later the identity is written again, while tokens stay as old as they are', async () => {
  const emulator = emulatorOfFixtures();
  const headers = credentials(emulator);
  const first = await send(emulator, { host: 'server.adobedc.net', headers });
  const entries = payload(first, 'state:store');
  const call = { host: 'server.adobedc.net', headers, body: { event: pageView, meta: { state: { entries } } } };
  expect(stored(await send(emulator, call), 'identity')).toBeUndefined();
  emulator.namespace('').fastForward(25 * 3_600_000);
  const later = await send(emulator, call);
  expect(later.status).toBe(200);
  expect(stored(later, 'identity')).toBeDefined();
});

for (const ms of [-5, NaN, Infinity, '10m', undefined]) {
  test(`time does not go forward by ${String(ms)}`, () => {
    expect(() =>
      emulatorOfFixtures()
        .namespace('')
        .fastForward(ms as number),
    ).toThrow(`fastForward() takes milliseconds, from 0 to 3153600000000; got ${String(ms)}.`);
  });
}

test('the ECID comes from the first place that has one', async () => {
  expect(await ecidFor(all)).toBe(ecids.map);
  const { mapEcid: _map, ...withoutMap } = all;
  expect(await ecidFor(withoutMap)).toBe(ecids.entry);
  const { entryEcid: _entry, ...withoutEntry } = withoutMap;
  expect(await ecidFor(withoutEntry)).toBe(ecids.cookie);
  const { cookieEcid: _cookie, ...fpidsOnly } = withoutEntry;
  expect(await ecidFor(fpidsOnly)).toBe(await ecidFor({ mapFpid: fpids.map }));
  const { mapFpid: _fpid, ...fpidCookieOnly } = fpidsOnly;
  expect(await ecidFor(fpidCookieOnly)).not.toBe(await ecidFor(fpidsOnly));
});

test('whatever else is known, the order of precedence holds', async () => {
  const emulator = emulatorOfFixtures();
  const subset = fc.record(
    {
      entryEcid: fc.constant(ecids.entry),
      cookieEcid: fc.constant(ecids.cookie),
      mapFpid: fc.uuid({ version: 4 }),
      cookieFpid: fc.uuid({ version: 4 }),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(subset, async (known) => {
      expect(await ecidFor({ ...known, mapEcid: ecids.map }, emulator)).toBe(ecids.map);
      expect(await ecidFor({ ...known, entryEcid: ecids.entry }, emulator)).toBe(ecids.entry);
      const { entryEcid: _, ...rest } = known;
      expect(await ecidFor({ ...rest, cookieEcid: ecids.cookie }, emulator)).toBe(ecids.cookie);
    }),
    { numRuns: 60 },
  );
});

test('a first-party id always becomes the same ECID, of 38 digits, in any emulator and from any place', async () => {
  const seen = new Map<string, string>();
  await fc.assert(
    fc.asyncProperty(fc.uuid({ version: 4 }), async (fpid) => {
      const ecid = await ecidFor({ mapFpid: fpid });
      expect(ecid).toMatch(/^\d{38}$/);
      expect(await ecidFor({ cookieFpid: fpid.toUpperCase() })).toBe(ecid);
      expect(seen.get(ecid!) ?? fpid).toBe(fpid);
      seen.set(ecid!, fpid);
    }),
    { numRuns: 60 },
  );
});

test('visitors about whom nothing is known get different ECIDs', async () => {
  const emulator = emulatorOfFixtures();
  const made = await Promise.all(Array.from({ length: 200 }, () => ecidFor({}, emulator)));
  expect(new Set(made).size).toBe(200);
  expect(made.every((ecid) => /^\d{38}$/.test(ecid!))).toBe(true);
});

test('state that makes no sense counts as none', async () => {
  const emulator = emulatorOfFixtures();
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (value) => {
      fc.pre(decodeIdentityCookie(value) === undefined);
      const body = { event: pageView, query, meta: { state: { entries: [{ key, value }] } } };
      const answer = await send(emulator, { body });
      expect(answer.status).toBe(200);
      expect(decodeIdentityCookie(stored(answer, 'identity')!)?.ecid).toBe(ecidOf(answer));
    }),
    { numRuns: 100 },
  );
});

test('an identity state whose ECID is no ECID counts as none', async () => {
  const ecid = await ecidFor({ entryEcid: '12345' });
  expect(ecid).toMatch(/^\d{38}$/);
});

test('state of another organisation, and cookies that cannot be read, are passed over', async () => {
  const emulator = emulatorOfFixtures();
  const value = encodeIdentityCookie({ ecid: ecids.entry });
  const foreign = { entries: [{ key: 'kndctr_OTHER_AdobeOrg_identity', value }] };
  expect(ecidOf(await send(emulator, { body: { event: pageView, query, meta: { state: foreign } } }))).not.toBe(
    ecids.entry,
  );
  for (const cookie of ['FPID=xyz', `${key}=%E0%A4%A`, ';;;', '=', key]) {
    expect((await send(emulator, { headers: { cookie } })).status, cookie).toBe(200);
  }
});

test('the cookie of the first-party id has the name that the datastream gives it', async () => {
  const emulator = emulatorOf({ identity: { fpidCookie: 'shop_device' } });
  const call = (cookie: string) => send(emulator, { headers: { cookie }, body: { event: pageView, query } });
  expect(ecidOf(await call(`shop_device=${fpids.cookie}`))).toBe(await ecidFor({ cookieFpid: fpids.cookie }));
  expect(ecidOf(await call(`FPID=${fpids.cookie}`))).not.toBe(await ecidFor({ cookieFpid: fpids.cookie }));
});

test.describe('the identity state', () => {
  const start = Date.UTC(2024, 5, 1);

  /** A visitor that keeps what it is told, and an emulator whose clock the spec moves. */
  function visit() {
    const time = { now: start };
    const emulator = emulatorOfFixtures({ clock: () => time.now });
    const kept = new Map<string, string>();
    const call = async (known: Known = {}): Promise<Answer> => {
      const { body, ...rest } = callOf(known);
      const entries = [...kept].map(([entryKey, value]) => ({ key: entryKey, value }));
      const answer = await send(emulator, { ...rest, body: { ...(body as object), meta: { state: { entries } } } });
      for (const entry of payload<{ key: string; value: string }>(answer, 'state:store'))
        kept.set(entry.key, entry.value);
      return answer;
    };
    return { time, call };
  }

  test('is written on the first call, with all that the Edge Network writes', async () => {
    const answer = await visit().call();
    expect(payload(answer, 'state:store')).toEqual([
      { key, value: expect.any(String), maxAge: 34_128_000 },
      { key: stateKey(demo.orgId, 'cluster'), value: 'or2', maxAge: 1800 },
    ]);
    expect(decodeIdentityCookie(stored(answer, 'identity')!)).toEqual({
      ecid: ecidOf(answer),
      createdAtMs: start,
      isNew: true,
      deviceType: 'browser',
      region: 'OR2',
      writtenAtMs: start,
    });
  });

  test('is not written again within a day, and then with the day of its making kept', async () => {
    const { time, call } = visit();
    const first = await call();
    time.now += DAY_MS - 1;
    const second = await call();
    expect(stored(second, 'identity')).toBeUndefined();
    expect(stored(second, 'cluster')).toBe('or2');
    expect(handleTypes(second)).not.toContain('identity:exchange');
    time.now += 1;
    const third = await call();
    expect(decodeIdentityCookie(stored(third, 'identity')!)).toEqual({
      ecid: ecidOf(first),
      createdAtMs: start,
      deviceType: 'browser',
      region: 'OR2',
      writtenAtMs: start + DAY_MS,
    });
    expect([ecidOf(second), ecidOf(third)]).toEqual([ecidOf(first), ecidOf(first)]);
    expect(handleTypes(third)).toContain('identity:exchange');
  });

  test('is written anew when the visitor turns out to be another one', async () => {
    const { time, call } = visit();
    await call();
    time.now += 1000;
    const answer = await call({ mapEcid: ecids.map });
    expect(decodeIdentityCookie(stored(answer, 'identity')!)).toEqual({
      ecid: ecids.map,
      createdAtMs: start + 1000,
      deviceType: 'browser',
      region: 'OR2',
      source: 'received',
      writtenAtMs: start + 1000,
    });
  });

  test('says that an identity came from a first-party id', async () => {
    const answer = await visit().call({ mapFpid: fpids.map });
    expect(decodeIdentityCookie(stored(answer, 'identity')!)).toMatchObject({ source: 'first-party' });
  });
});

test.describe('identities that are asked for', () => {
  const asking = (fetch: string[], identityMap: object = {}) => ({
    body: { event: { xdm: { identityMap } }, query: { identity: { fetch } } },
  });

  test('none are answered when none are asked for', async () => {
    expect(handleTypes(await send(emulatorOfFixtures()))).not.toContain('identity:result');
  });

  test('ECID and CORE are, and CORE stays with the ECID', async () => {
    const identityMap = { ECID: [{ id: ecids.map }] };
    const one = await send(emulatorOfFixtures(), asking(['ECID', 'CORE'], identityMap));
    const other = await send(emulatorOfFixtures(), asking(['CORE'], identityMap));
    expect(payload(one, 'identity:result')).toEqual([
      { id: ecids.map, namespace: { code: 'ECID' } },
      { id: expect.stringMatching(/^\d{38}$/), namespace: { code: 'CORE' } },
    ]);
    expect(payload(other, 'identity:result')).toEqual([payload(one, 'identity:result')[1]]);
  });

  test('others give the warning EXEG-0303-200, and those that are allowed are answered all the same', async () => {
    const answer = await send(emulatorOfFixtures(), asking(['Email', 'ECID', 'Phone']));
    expect(answer.status).toBe(200);
    expect(payload<{ namespace: object }>(answer, 'identity:result').map(({ namespace }) => namespace)).toEqual([
      { code: 'ECID' },
    ]);
    expect(answer.body['warnings']).toEqual([
      {
        type: 'https://ns.adobe.com/aep/errors/EXEG-0303-200',
        status: 200,
        title: 'Unauthorized to fetch identities',
        detail: 'Identities in Email, Phone may not be fetched. Allowed are: ECID, CORE.',
      },
    ]);
  });

  test('a namespace that the datastream allows is answered from the identity map', async () => {
    const emulator = emulatorOf({ identity: { fetchableNamespaces: ['Email'] } });
    const answer = await send(emulator, asking(['Email'], { Email: [{ id: 'user@shop.example', primary: true }] }));
    expect(payload(answer, 'identity:result')).toEqual([{ id: 'user@shop.example', namespace: { code: 'Email' } }]);
    expect(warningCodes(await send(emulator, asking(['ECID'])))).toEqual(['EXEG-0303-200']);
  });
});

test('a namespace is known in any case, and one that the datastream adds as well', async () => {
  const emulator = emulatorOfFixtures();
  for (const namespace of ['Email', 'email', 'EMAIL_LC_SHA256', 'CRMID', 'loyaltyid']) {
    const identityMap = { [namespace]: [{ id: 'x', primary: true }] };
    expect((await send(emulator, { body: { event: { xdm: { identityMap } } } })).status, namespace).toBe(200);
  }
});

test('an ECID alone needs no primary identity; primary may be a text', async () => {
  const emulator = emulatorOfFixtures();
  const status = async (identityMap: object) =>
    (await send(emulator, { body: { event: { xdm: { identityMap } } } })).status;
  expect(await status({ ECID: [{ id: ecids.map }] })).toBe(200);
  expect(await status({})).toBe(200);
  expect(await status({ ECID: [{ id: ecids.map }], Email: [{ id: 'x' }] })).toBe(400);
  expect(await status({ Email: [{ id: 'x', primary: 'true' }] })).toBe(200);
  expect(await status({ Email: [{ id: 'x', primary: 'false' }] })).toBe(400);
});
