import fc from 'fast-check';
import { expect, test } from '@playwright/test';
import { latencyOf } from '../../../src/reporter/latency.js';
import { chanceOf, FALSE_ALARM_RATE, latencyShift, type Latencies } from '../../../src/reporter/latencyShift.js';
import { normal, numbers } from '../../support/numbers.js';

const PAIRS = 5_000;

/** A night whose median is around `median` milliseconds, and whose calls are spread by a fifth. */
function night(calls: number, median: number, random: () => number): Latencies {
  return latencyOf(Array.from({ length: calls }, () => median * Math.exp(0.2 * normal(random))));
}

/** Share of nights that give an alarm though nothing changed. */
function falseAlarms(runs: number, jitter: number): number {
  const random = numbers(20_261_125);
  const pace = () => 100 * (1 - jitter + 2 * jitter * random());
  let alarms = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    const calls = 12 + Math.floor(189 * random());
    const earlier = Array.from({ length: runs }, () => night(calls, pace(), random));
    if (latencyShift(night(calls, pace(), random), earlier) !== undefined) alarms++;
  }
  return alarms / PAIRS;
}

test('nights that do not change give as few alarms as the documentation says', () => {
  test.slow();
  expect(falseAlarms(1, 0), 'nights that are alike').toBeLessThanOrEqual(0.001);
  expect(falseAlarms(1, 0.1), 'one run known').toBeLessThan(0.035);
  expect(falseAlarms(3, 0.1), 'three runs known').toBeLessThan(0.005);
  expect(falseAlarms(8, 0.1), 'eight runs known').toBeLessThan(0.0015);
});

test('an endpoint that is slower by 30 % is found in 19 of 20 nights, and one that is faster as well', () => {
  const random = numbers(1);
  const found = (before: number, after: number) => {
    const kinds = Array.from({ length: 1_000 }, () =>
      latencyShift(night(50, after, random), [night(50, before, random)]),
    ).map((shift) => shift?.kind);
    return { slower: kinds.filter((kind) => kind === 'slower'), faster: kinds.filter((kind) => kind === 'faster') };
  };
  const slower = found(100, 130);
  expect(slower.slower.length).toBeGreaterThanOrEqual(930);
  expect(slower.faster).toEqual([]);
  const faster = found(130, 100);
  expect(faster.faster.length).toBeGreaterThanOrEqual(930);
  expect(faster.slower).toEqual([]);
});

test('a shift says what it is from and to, is told once, and few calls tell nothing', () => {
  const steady = (value: number, calls = 20): Latencies => ({
    count: calls,
    p50: value,
    sample: Array.from({ length: calls }, (_, index) => value + index / 100),
  });
  const usual = [steady(100), steady(101), steady(99)];
  expect(latencyShift(steady(140), usual)).toEqual({ kind: 'slower', before: 99, after: 140 });
  expect(latencyShift(steady(60), usual)).toEqual({ kind: 'faster', before: 99, after: 60 });
  expect(latencyShift(steady(140), [...usual, steady(140)]), 'as slow as last night').toBeUndefined();
  expect(latencyShift(steady(100), [...usual, steady(140)]), 'as fast as usual again').toBeUndefined();
  expect(latencyShift(steady(117), usual), 'less than a fifth').toBeUndefined();
  expect(latencyShift(steady(4.5), [steady(2)]), 'less than 3 ms').toBeUndefined();
  expect(latencyShift(steady(140, 11), usual), 'few calls').toBeUndefined();
  expect(latencyShift(steady(140), [steady(100, 11)]), 'few calls before').toBeUndefined();
  expect(latencyShift(steady(140), [])).toBeUndefined();
});

/** Chance of a difference of rank sums as great as this one, by going through all ways to deal the ranks. */
function exactChance(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b];
  const mean = (a.length * b.length) / 2;
  const u = (of: readonly number[], others: readonly number[]) =>
    of.flatMap((x) => others.map((y): number => (x > y ? 1 : x === y ? 0.5 : 0))).reduce((sum, each) => sum + each, 0);
  const distance = Math.abs(u(a, b) - mean);
  let as = 0;
  let deals = 0;
  for (let mask = 0; mask < 2 ** all.length; mask++) {
    const dealt = all.filter((_, index) => (mask & (1 << index)) !== 0);
    if (dealt.length !== a.length) continue;
    deals++;
    if (
      Math.abs(
        u(
          dealt,
          all.filter((_, index) => (mask & (1 << index)) === 0),
        ) - mean,
      ) >= distance
    )
      as++;
  }
  return as / deals;
}

for (const [a, b] of [
  [
    [1, 2, 3, 4, 5, 6],
    [7, 8, 9, 10, 11, 12],
  ],
  [
    [1, 3, 5, 7, 9, 11],
    [2, 4, 6, 8, 10, 12],
  ],
  [
    [1, 2, 3, 4, 9],
    [5, 6, 7, 8, 10, 11, 12],
  ],
  [
    [1, 2, 5, 6, 7],
    [3, 4, 8, 9, 10],
  ],
] as const) {
  test(`the chance of ${a.join(' ')} against ${b.join(' ')} is near the exact one`, () => {
    expect(Math.abs(chanceOf(a, b) - exactChance(a, b))).toBeLessThan(0.02);
  });
}

test('chance is that of either order, between 0 and 1, and certain of what is the same', () => {
  const latencies = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(latencies, latencies, (a, b) => {
      const chance = chanceOf(a, b);
      expect(chance).toBeGreaterThanOrEqual(0);
      expect(chance).toBeLessThanOrEqual(1.0000001);
      expect(chanceOf(b, a)).toBeCloseTo(chance, 9);
      expect(chanceOf(a, a)).toBeCloseTo(1, 6);
    }),
  );
  const apart = Array.from({ length: 12 }, (_, index) => index);
  expect(
    chanceOf(
      apart,
      apart.map((value) => value + 12),
    ),
  ).toBeLessThan(FALSE_ALARM_RATE);
});
