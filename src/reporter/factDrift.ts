/**
 * What came and went in the answers of each test, less what comes and goes anyway: nobody reads a page that says every
 * morning that an optional field is new.
 *
 * New is what a test never showed, in any run of the history. It went when every answer of every run before showed it, or
 * of the last five runs after it came; or when as many answers in each of the last ten did. Neither is told of what came and went before, in this test or in one of five of
 * the tests that show it at all; nor is it new again for another test while it is new for the first.
 */

import type { TestChanges } from './factChanges.js';
import type { HistoryRun } from './historyRun.js';
import { hasGone, IndexedRun, isUnsteady, RUNS_OF_HABIT, type PlacedFact, type Presence } from './presence.js';

/** Of the tests that show a fact: when so many have it come and go, the others may as well. */
const UNSTEADY_SHARE = 0.2;
/** Of what only some answers show: chance has them be as many for five runs in 1 of 100 cases, for ten in 1 of 10,000. */
const RUNS_OF_REGULARITY = 10;

/** @param earlier oldest first. */
export function factChanges(now: HistoryRun, earlier: readonly HistoryRun[]): TestChanges[] {
  const nights = new Nights(
    new IndexedRun(now),
    earlier.map((run) => new IndexedRun(run)),
  );
  return Object.keys(now.tests).flatMap((test) => nights.changesOf(test) ?? []);
}

/** What is asked of one fact in one test. */
interface Question {
  test: string;
  key: string;
  place: string;
}

class Nights {
  readonly #now: IndexedRun;
  readonly #earlier: readonly IndexedRun[];
  /** By fact, as many tests may ask. */
  readonly #unsteady = new Map<string, boolean>();
  readonly #gone = new Map<string, boolean>();
  readonly #recent = new Map<string, boolean>();

  constructor(now: IndexedRun, earlier: readonly IndexedRun[]) {
    this.#now = now;
    this.#earlier = earlier;
  }

  /** Undefined for a test that is new. */
  changesOf(test: string): TestChanges | undefined {
    const last = this.#earlier.findLast((run) => run.tests.includes(test));
    if (last === undefined) return undefined;
    const before = last.factsOf(test);
    const now = this.#now.factsOf(test);
    const asked = (facts: ReadonlyMap<string, PlacedFact>) =>
      [...facts].map(([key, placed]) => ({ placed, question: { test, key, place: placed[0] } }));
    return {
      test,
      came: asked(now)
        .filter(({ question }) => !before.has(question.key) && this.#isNew(question))
        .map(({ placed }) => placed),
      went: asked(before)
        .filter(({ question }) => !now.has(question.key) && this.#isMissed(question))
        .map(({ placed }) => placed),
      stayed: [...now].filter(([key]) => before.has(key)).map(([, placed]) => placed),
    };
  }

  #isNew(question: Question): boolean {
    const { test, place } = question;
    if (!this.#earlier.some((run) => run.reached(test, place))) return false;
    if (this.#seriesOf(question).some((presence) => presence !== 'absent')) return false;
    return !this.#comesAndGoes(question) && !this.#hasGone(question) && !this.#isNewsOfLately(question);
  }

  #isMissed(question: Question): boolean {
    const { test, place } = question;
    const calls = this.#now.callsOf(test, place);
    const series = this.#seriesOf(question);
    if (calls === 0 || isUnsteady(series) || this.#comesAndGoes(question)) return false;
    // What follows the time when it was not there yet.
    const since = series.slice(series.lastIndexOf('absent') + 1);
    const isWhole = since.length === series.length;
    if (since.every((presence) => presence === 'always')) return isWhole || since.length >= RUNS_OF_HABIT;
    return since.length >= RUNS_OF_REGULARITY && this.#isRegular(question, calls);
  }

  /** Some calls show it, the same number of as many in each of the last runs: the first one of a visitor, for instance. */
  #isRegular({ test, key, place }: Question, calls: number): boolean {
    const recent = this.#earlier
      .filter((run) => run.presenceOf(test, key, place) !== undefined)
      .slice(-RUNS_OF_REGULARITY);
    const shares = new Set(recent.map((run) => run.shareOf(test, key, place)));
    return shares.size === 1 && recent[0]?.callsOf(test, place) === calls;
  }

  #seriesOf({ test, key, place }: Question): Presence[] {
    return this.#earlier.flatMap((run) => run.presenceOf(test, key, place) ?? []);
  }

  /** In enough of the tests that ever showed it, this run included. */
  #comesAndGoes({ key, place }: Question): boolean {
    return remembered(this.#unsteady, key, () =>
      isOften(isUnsteady, seriesOfAll([...this.#earlier, this.#now], key, place)),
    );
  }

  /** For what is new now that is enough: another test has lost it as fast. */
  #hasGone({ key, place }: Question): boolean {
    return remembered(this.#gone, key, () => isOften(hasGone, seriesOfAll(this.#earlier, key, place)));
  }

  /** It was new for some test in one of the last runs; what the first run showed was new for nobody. */
  #isNewsOfLately({ key, place }: Question): boolean {
    return remembered(this.#recent, key, () => {
      const first = this.#earlier.findIndex((run) =>
        run.tests.some((test) => ['always', 'sometimes'].includes(run.presenceOf(test, key, place) ?? '')),
      );
      return first > 0 && first >= this.#earlier.length - RUNS_OF_HABIT;
    });
  }
}

/** Of the tests that ever showed it. */
function seriesOfAll(runs: readonly IndexedRun[], key: string, place: string): Presence[][] {
  return [...new Set(runs.flatMap((run) => run.tests))]
    .map((test) => runs.flatMap((run) => run.presenceOf(test, key, place) ?? []))
    .filter((series) => series.some((presence) => presence !== 'absent'));
}

function isOften(isSo: (series: readonly Presence[]) => boolean, all: readonly Presence[][]): boolean {
  return all.filter(isSo).length >= Math.max(1, UNSTEADY_SHARE * all.length);
}

function remembered(memory: Map<string, boolean>, key: string, find: () => boolean): boolean {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const found = find();
  memory.set(key, found);
  return found;
}
