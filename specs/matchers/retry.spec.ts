import { expect, test } from '@playwright/test';
import { retry } from '../../src/matchers/retry.js';

/** Remembers how much time was left each time it was asked. */
function subject(find: (asked: number) => number = (asked) => asked) {
  const left: number[] = [];
  const ask = async (leftMs: number) => find(left.push(leftMs));
  return { ask, left };
}

test('takes the first finding that will do', async () => {
  const { ask, left } = subject();
  expect(await retry(ask, { until: (finding) => finding === 3, timeoutMs: 60_000 })).toBe(3);
  expect(left).toHaveLength(3);
});

test('asks less and less often, and once more at the end', async () => {
  const { ask, left } = subject();
  expect(await retry(ask, { until: () => false, timeoutMs: 400 })).toBe(left.length);
  expect(left.at(-1)).toBe(0);
  expect(left.length, 'after 0, 50, 150, 350 and 400 ms').toBeLessThanOrEqual(5);
});

test('asks once where there is no time', async () => {
  const { ask, left } = subject();
  await retry(ask, { until: () => false, timeoutMs: 0 });
  expect(left).toEqual([0]);
});

test('does not ask again a subject that is gone', async () => {
  const { ask, left } = subject(() => {
    throw new Error('gone');
  });
  await expect(retry(ask, { until: () => false, timeoutMs: 60_000 })).rejects.toThrow('gone');
  expect(left).toHaveLength(1);
});
