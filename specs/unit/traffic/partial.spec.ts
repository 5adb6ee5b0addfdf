import { expect, test } from '@playwright/test';
import { allDifferences, firstDifference } from '../../../src/traffic/partial.js';

const received = { scope: 'hero', items: [{ id: '1', data: { content: '<p>offer</p>' } }], rank: 2, none: null };

for (const [title, pattern] of [
  ['fewer fields', { scope: 'hero' }],
  ['a RegExp', { scope: /^her/ }],
  ['a global RegExp, whatever it matched before', { scope: /e/g }],
  [
    'an asymmetric matcher',
    { rank: expect.any(Number), items: expect.arrayContaining([expect.objectContaining({ id: '1' })]) },
  ],
  ['nested fields', { items: [{ data: { content: /offer/ } }] }],
  ['null', { none: null }],
  ['an absent field that is expected to be undefined', { other: undefined }],
  ['nothing', {}],
] as const) {
  test(`${title} match`, () => {
    expect(firstDifference(pattern, received)).toBeUndefined();
    expect(firstDifference(pattern, received), 'a second time').toBeUndefined();
  });
}

for (const [title, pattern, difference] of [
  ['another value', { rank: 3 }, { path: 'rank', expected: 3, received: 2 }],
  ['a field that is not there', { 'x-y': 1 }, { path: '["x-y"]', expected: 1, received: undefined }],
  ['a field of the prototype', { toString: 1 }, { path: 'toString', expected: 1, received: undefined }],
  ['a deep value', { items: [{ id: '2' }] }, { path: 'items[0].id', expected: '2', received: '1' }],
  ['a shorter array', { items: [] }, { path: 'items.length', expected: 0, received: 1 }],
  ['an object for a value', { scope: { a: 1 } }, { path: 'scope', expected: { a: 1 }, received: 'hero' }],
  ['a RegExp on a number', { rank: /2/ }, { path: 'rank', expected: /2/, received: 2 }],
] as const) {
  test(`${title} differ by path`, () => expect(firstDifference(pattern, received)).toEqual(difference));
}

test('all differences tell how near a candidate is', () => {
  expect(allDifferences({ scope: 'foot', rank: 2, items: [{ id: '9' }] }, received).map(({ path }) => path)).toEqual([
    'scope',
    'items[0].id',
  ]);
});
