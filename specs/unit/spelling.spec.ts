import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { handleTypes } from '../../src/protocol/handles.js';
import { closest, editDistance } from '../../src/spelling.js';

for (const [written, meant] of [
  ['State:Store', 'state:store'],
  ['state:sotre', 'state:store'],
  ['statestore', 'state:store'],
  ['personalisation:decisions', 'personalization:decisions'],
  ['activation:pul', 'activation:pull'],
  ['scope', undefined],
  ['identity', undefined],
  ['state:store', undefined],
] as const) {
  test(`${written} means ${meant ?? 'nothing else'}`, () => {
    expect(closest(written, handleTypes)).toBe(meant);
  });
}

test('prefers the nearer of two, and the same letters to both', () => {
  expect(closest('activation:pus', ['activation:pull', 'activation:push'])).toBe('activation:push');
  expect(closest('ECID', ['ECIDS', 'ecid'])).toBe('ecid');
});

test('short names have no misspellings, only other cases', () => {
  expect(closest('id', ['is', 'ID'])).toBe('ID');
  expect(closest('id', ['is'])).toBeUndefined();
});

for (const [from, to, edits] of [
  ['siteSection', 'siteSectoin', 1],
  ['siteSection', 'sietSectoin', 2],
  ['name', 'nmae', 1],
  ['ab', 'ba', 1],
  ['abc', 'cba', 2],
  ['ca', 'abc', 3],
  ['siteSection', 'siteSecton', 1],
  ['siteSection', 'siteSecttion', 1],
  ['siteSection', 'siteSectiom', 1],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['', '', 0],
] as const) {
  test(`"${from}" and "${to}" are ${edits} apart: neighbours exchanged are one edit`, () => {
    expect(editDistance(from, to)).toBe(edits);
  });
}

test('a distance is the same both ways, 0 for the same name alone, and at most as long as the longer name', () => {
  const name = fc.oneof(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 }), fc.string());
  fc.assert(
    fc.property(name, name, (a, b) => {
      const distance = editDistance(a, b);
      expect(distance).toBe(editDistance(b, a));
      expect(distance === 0).toBe(a === b);
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
    }),
  );
});
