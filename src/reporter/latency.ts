/** How long answers took. */

import type { Latency } from './model.js';

/** Values that stand for all: enough to compare two nights by, small enough to keep for many. */
const SAMPLE = 200;
const BINS = 24;

/** @param values milliseconds, in any order. */
export function latencyOf(values: readonly number[]): Latency {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    count: sorted.length,
    p50: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
    p99: quantile(sorted, 0.99),
    max: sorted.at(-1) ?? 0,
    histogram: histogram(sorted),
    sample:
      sorted.length <= SAMPLE
        ? sorted
        : Array.from({ length: SAMPLE }, (_, index) => quantile(sorted, (index + 0.5) / SAMPLE)),
  };
}

/** The value that `share` of all are not above: nearest rank. 0 of none. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Bins whose bounds grow by the same factor: a tail of seconds would leave a bin for all the rest otherwise. */
function histogram(sorted: readonly number[]): Latency['histogram'] {
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  if (first === last) return [{ from: first, to: last, count: sorted.length }];
  const low = Math.max(0.1, first);
  const high = Math.max(low * 1.01, last);
  const factor = (high / low) ** (1 / BINS);
  const bins = Array.from({ length: BINS }, (_, index) => ({
    from: rounded(low * factor ** index),
    to: rounded(low * factor ** (index + 1)),
    count: 0,
  }));
  for (const value of sorted) {
    const index = Math.floor(Math.log(Math.max(value, low) / low) / Math.log(factor));
    bins[Math.min(BINS - 1, Math.max(0, index))]!.count++;
  }
  return bins;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
