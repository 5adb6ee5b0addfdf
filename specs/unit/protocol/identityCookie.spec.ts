import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import {
  decodeIdentityCookie,
  deviceTypes,
  encodeIdentityCookie,
  identitySources,
  type IdentityCookie,
} from '../../../src/protocol/identityCookie.js';

/** Values that Adobe's documentation shows, with what they hold. */
const documented: { title: string; value: string; cookie: IdentityCookie }[] = [
  {
    title: 'a first visit in region IRL1',
    value: 'CiY0MDAwMDgyMjMzNTEzNzU1OTcwMjQ0NDcyNjU1MTAyMDEwNDQ3MVIRCNnE4Y6QMRABGAEqBElSTDHwAdnE4Y6QMQ==',
    cookie: {
      ecid: '40000822335137559702444726551020104471',
      createdAtMs: 1687953105497,
      isNew: true,
      deviceType: 'browser',
      region: 'IRL1',
      writtenAtMs: 1687953105497,
    },
  },
  {
    title: 'an ECID that came in the request, rewritten later',
    value: 'CiYwNzg4MjM1NzY5Nzg5NDk5Mjc1MTMwNzUxMzk5NDg4MDQ2NDcwOFIQCJO_79CpMRgBKgNPUjIwA_ABiqHB8qwx',
    cookie: {
      ecid: '07882357697894992751307513994880464708',
      createdAtMs: 1694802632595,
      deviceType: 'browser',
      region: 'OR2',
      source: 'received',
      writtenAtMs: 1695678484618,
    },
  },
];

for (const { title, value, cookie } of documented) {
  test(`decodes ${title}`, () => expect(decodeIdentityCookie(value)).toEqual(cookie));
  test(`encodes ${title} to the same value`, () => expect(encodeIdentityCookie(cookie)).toBe(value));
}

test('any cookie survives encoding and decoding', () => {
  const time = fc.integer({ min: 1, max: 4_102_444_800_000 });
  const cookie = fc.record(
    {
      ecid: fc.stringMatching(/^\d{38}$/),
      createdAtMs: time,
      isNew: fc.constant(true),
      deviceType: fc.constantFrom(...deviceTypes.slice(1)),
      region: fc.stringMatching(/^[A-Z]{2,4}\d$/),
      source: fc.constantFrom(...identitySources.slice(1)),
      lastSync: time,
      syncHash: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      idSyncContainerId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      writtenAtMs: time,
    },
    { requiredKeys: ['ecid'] },
  );
  fc.assert(fc.property(cookie, (each) => expect(decodeIdentityCookie(encodeIdentityCookie(each))).toEqual(each)));
});

test('anything else decodes to undefined or to a cookie with a numeric ECID, and never throws', () => {
  const [{ value }] = documented as [(typeof documented)[0]];
  const damaged = fc
    .tuple(fc.nat(value.length - 1), fc.string({ minLength: 1, maxLength: 1 }))
    .map(([at, character]) => value.slice(0, at) + character + value.slice(at + 1));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), damaged), (text) => {
      expect(decodeIdentityCookie(text)?.ecid ?? '0').toMatch(/^\d+$/);
    }),
  );
});

for (const cut of ['', 'abc123', '****', 'CiY0MDAwMDgy']) {
  test(`"${cut}" is no identity cookie`, () => expect(decodeIdentityCookie(cut)).toBeUndefined());
}
