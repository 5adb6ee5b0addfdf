import fc from 'fast-check';
import { expect, test } from '@playwright/test';
import { latencyOf, quantile } from '../../../src/reporter/latency.js';

const milliseconds = fc.double({ min: 0, max: 1e7, noNaN: true });

test('nothing was measured', () => {
  expect(latencyOf([])).toEqual({ count: 0, p50: 0, p90: 0, p99: 0, max: 0, histogram: [], sample: [] });
});

test('one value, many of one, and a hundred', () => {
  const one = { from: 7, to: 7 };
  expect(latencyOf([7])).toEqual({
    count: 1,
    p50: 7,
    p90: 7,
    p99: 7,
    max: 7,
    histogram: [{ ...one, count: 1 }],
    sample: [7],
  });
  expect(latencyOf([7, 7, 7]).histogram).toEqual([{ ...one, count: 3 }]);
  const hundred = latencyOf(Array.from({ length: 100 }, (_, index) => 100 - index));
  expect(hundred).toMatchObject({ count: 100, p50: 50, p90: 90, p99: 99, max: 100 });
  expect(hundred.histogram).toHaveLength(24);
  expect(hundred.histogram[0]?.from).toBe(1);
  expect(hundred.histogram.at(-1)?.to).toBe(100);
});

test('a quantile is one of the values, no less than its share of them and no more', () => {
  fc.assert(
    fc.property(
      fc.array(milliseconds, { minLength: 1 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, share) => {
        const sorted = values.toSorted((a, b) => a - b);
        const found = quantile(sorted, share);
        expect(sorted).toContain(found);
        expect(sorted.filter((value) => value <= found).length).toBeGreaterThanOrEqual(
          Math.floor(share * sorted.length),
        );
        expect(sorted.filter((value) => value < found).length).toBeLessThan(share * sorted.length + 1e-9);
      },
    ),
  );
});

test('bins hold every value once and follow each other; the sample is ascending and of the values', () => {
  fc.assert(
    fc.property(fc.array(milliseconds, { minLength: 1, maxLength: 500 }), (values) => {
      const { count, histogram, sample, max } = latencyOf(values);
      expect(count).toBe(values.length);
      expect(histogram.reduce((sum, bin) => sum + bin.count, 0)).toBe(values.length);
      for (const [index, bin] of histogram.entries()) {
        expect(bin.to).toBeGreaterThanOrEqual(bin.from);
        if (index > 0) expect(bin.from).toBe(histogram[index - 1]?.to);
      }
      expect(sample).toHaveLength(Math.min(200, values.length));
      expect(sample).toEqual(sample.toSorted((a, b) => a - b));
      for (const value of sample) expect(values).toContain(value);
      expect(max).toBe(Math.max(...values));
    }),
  );
});
