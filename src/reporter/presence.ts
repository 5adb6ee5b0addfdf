/** In which runs a test showed something: what tells drift from what comes and goes anyway. */

import type { Fact } from '../traffic/testRecord.js';
import type { HistoryRun, TestFacts } from './historyRun.js';

export type PlacedFact = [place: string, fact: Fact];

/** `always`: in every answer of its place; `sometimes`: in some of them, or in one that was refused. */
export type Presence = 'always' | 'sometimes' | 'absent';

/** A run whose facts are looked up by what they are. */
export class IndexedRun {
  readonly #run: HistoryRun;
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #keys: readonly string[];

  constructor(run: HistoryRun) {
    this.#run = run;
    this.#keys = run.facts.map((placed) => JSON.stringify(placed));
    this.#indexes = new Map(this.#keys.map((key, index) => [key, index]));
  }

  get tests(): string[] {
    return Object.keys(this.#run.tests);
  }

  /** What a test showed, by key. */
  factsOf(test: string): Map<string, PlacedFact> {
    const { always = [], sometimes = [] } = this.#testFacts(test) ?? {};
    return new Map(
      [...always, ...sometimes].flatMap((index) => {
        const [key, placed] = [this.#keys[index], this.#run.facts[index]];
        return key === undefined || placed === undefined ? [] : [[key, placed] as const];
      }),
    );
  }

  /** How many calls of a test were answered well. */
  callsOf(test: string, place: string): number {
    return this.#testFacts(test)?.calls[place] ?? 0;
  }

  /** Whether a test was answered there, be it by a refusal. */
  reached(test: string, place: string): boolean {
    const { always = [], sometimes = [] } = this.#testFacts(test) ?? {};
    return [always, sometimes].some((indexes) => indexes.some((index) => this.#run.facts[index]?.[0] === place));
  }

  /** Undefined when the test did not call the place, or was not answered. */
  presenceOf(test: string, key: string, place: string): Presence | undefined {
    const facts = this.#testFacts(test);
    if (facts === undefined) return undefined;
    const index = this.#indexes.get(key);
    if (index !== undefined && facts.always.includes(index)) return 'always';
    if (index !== undefined && facts.sometimes.includes(index)) return 'sometimes';
    return (facts.calls[place] ?? 0) > 0 ? 'absent' : undefined;
  }

  /** How many answers of a test showed what is `sometimes` there, of how many. */
  shareOf(test: string, key: string, place: string): string {
    const { sometimes = [], times = [] } = this.#testFacts(test) ?? {};
    const count = times[sometimes.indexOf(this.#indexes.get(key) ?? -1)] ?? 0;
    return `${count} of ${this.callsOf(test, place)}`;
  }

  #testFacts(test: string): TestFacts | undefined {
    return Object.hasOwn(this.#run.tests, test) ? this.#run.tests[test] : undefined;
  }
}

/** What was there for fewer runs before it went has come and gone. */
export const RUNS_OF_HABIT = 5;

/** Whether it was there for a few runs only, be it from the first one that is known. */
export function hasGone(series: readonly Presence[]): boolean {
  return new RegExp(`(^|-)\\+{1,${RUNS_OF_HABIT - 1}}-`).test(patternOf(series));
}

function patternOf(series: readonly Presence[]): string {
  return series.map((presence) => (presence === 'absent' ? '-' : '+')).join('');
}

/**
 * Whether it comes and goes: it was away in between, or was there for a few runs only.
 *
 * @param series oldest first.
 */
export function isUnsteady(series: readonly Presence[]): boolean {
  const pattern = patternOf(series);
  return /\+-+\+/.test(pattern) || new RegExp(`-\\+{1,${RUNS_OF_HABIT - 1}}-`).test(pattern);
}
