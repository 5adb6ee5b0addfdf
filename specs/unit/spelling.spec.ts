import { expect, test } from '@playwright/test';
import { handleTypes } from '../../src/protocol/handles.js';
import { closest } from '../../src/spelling.js';

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
