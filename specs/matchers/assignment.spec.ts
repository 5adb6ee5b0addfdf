import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { assign } from '../../src/matchers/assignment.js';

/** The largest number of patterns that can have an item each, by trying everything. */
function mostPlaced([first, ...rest]: readonly (readonly number[])[], taken: readonly number[] = []): number {
  if (first === undefined) return 0;
  const placed = first.filter((item) => !taken.includes(item)).map((item) => 1 + mostPlaced(rest, [...taken, item]));
  return Math.max(mostPlaced(rest, taken), ...placed);
}

test('places as many patterns as can be placed, each on an item of its own choice', () => {
  const choices = fc.array(fc.uniqueArray(fc.nat({ max: 4 }), { maxLength: 4 }), { maxLength: 5 });
  fc.assert(
    fc.property(choices, (patterns) => {
      const assigned = assign(patterns);
      const items = assigned.filter((item) => item !== undefined);
      expect(assigned).toHaveLength(patterns.length);
      expect(new Set(items).size, 'no item twice').toBe(items.length);
      expect(items).toHaveLength(mostPlaced(patterns));
      for (const [index, item] of assigned.entries()) {
        if (item !== undefined) expect(patterns[index]).toContain(item);
      }
    }),
  );
});

test('moves an earlier pattern when a later one has no choice', () => {
  expect(assign([[0, 1], [0]])).toEqual([1, 0]);
  expect(assign([[0], [0]])).toEqual([0, undefined]);
});
