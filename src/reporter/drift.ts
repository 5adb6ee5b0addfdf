/**
 * What changed since the last run. Only tests that ran in both are compared, so that a run of half the suite has lost
 * nothing; and a test's fact counts as lost only where every call showed it before, or several runs in a row.
 */

import type { Fact } from '../traffic/testRecord.js';
import { changesOf, type FactChange } from './factChanges.js';
import type { HistoryRun, TestFacts } from './historyRun.js';
import { latencyShift, type Shift } from './latencyShift.js';
import type { Change, Drift } from './model.js';

/** Runs that are looked at. What came and went before has come before. */
const WINDOW = 10;
/** Runs in a row after which something that only some calls show is expected again. */
const RUNS_OF_HABIT = 3;

/** @param history oldest first, without this run. */
export function driftOf(now: HistoryRun, history: readonly HistoryRun[]): Drift | undefined {
  const earlier = history.filter(({ startedAt, id }) => startedAt < now.startedAt && id !== now.id).slice(-WINDOW);
  const last = earlier.at(-1);
  if (last === undefined) return undefined;
  return {
    since: { id: last.id, startedAt: last.startedAt },
    runs: earlier.length,
    changes: [...changesOf(factChanges(now, earlier)), ...latencyChanges(now, earlier), ...libraryChanges(now, last)],
  };
}

function factChanges(now: HistoryRun, earlier: readonly HistoryRun[]): FactChange[] {
  return Object.entries(now.tests).flatMap(([test, facts]) => {
    const before = earlier.flatMap((run) => {
      const known = run.tests[test];
      return known === undefined ? [] : [placed(run, known)];
    });
    return before.length === 0 ? [] : testChanges(test, placed(now, facts), before);
  });
}

interface PlacedTest {
  calls: Record<string, number>;
  /** By place and fact, as text. */
  always: Map<string, [place: string, fact: Fact]>;
  all: Map<string, [place: string, fact: Fact]>;
}

function placed({ facts }: HistoryRun, { calls, always, sometimes }: TestFacts): PlacedTest {
  const named = (indexes: readonly number[]) =>
    new Map(
      indexes.flatMap((index) =>
        facts[index] === undefined ? [] : [[JSON.stringify(facts[index]), facts[index]] as const],
      ),
    );
  return { calls, always: named(always), all: named([...always, ...sometimes]) };
}

/** @param before runs in which the test ran, newest last. */
function testChanges(test: string, now: PlacedTest, before: readonly PlacedTest[]): FactChange[] {
  const last = before.at(-1)!;
  const came = [...now.all].filter(([key]) => !before.some(({ all }) => all.has(key)));
  const went = [...last.all].filter(([key, [place]]) => !now.all.has(key) && isMissed(key, place, now, before));
  return [
    ...came.map(([, [place, fact]]): FactChange => ({ test, place, fact, kind: 'came' })),
    ...went.map(([, [place, fact]]): FactChange => ({ test, place, fact, kind: 'went' })),
  ];
}

function isMissed(key: string, place: string, now: PlacedTest, before: readonly PlacedTest[]): boolean {
  const calls = now.calls[place] ?? 0;
  if (calls === 0) return false;
  if (before.every(({ always }) => always.has(key))) return true;
  const isHabit = before.length >= RUNS_OF_HABIT && before.every(({ all }) => all.has(key));
  return isHabit && calls === before.at(-1)!.calls[place];
}

function latencyChanges(now: HistoryRun, earlier: readonly HistoryRun[]): Change[] {
  return Object.entries(now.latencies).flatMap(([place, latencies]) => {
    const shift = latencyShift(
      latencies,
      earlier.flatMap((run) => run.latencies[place] ?? []),
    );
    return shift === undefined
      ? []
      : [{ kind: shift.kind, ...placeOf(place), sentence: shiftSentence(shift), tests: [] }];
  });
}

function shiftSentence({ kind, before, after }: Shift): string {
  const percent = Math.round((Math.abs(after - before) / before) * 100);
  return `Answers are ${percent} % ${kind}: a median of ${inMs(after)} instead of ${inMs(before)}.`;
}

function inMs(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

function libraryChanges(now: HistoryRun, last: HistoryRun): Change[] {
  return now.tagLibraries.flatMap((library) => {
    const same = last.tagLibraries.filter(
      ({ property, environment }) => property === library.property && environment === library.environment,
    );
    if (
      same.length === 0 ||
      same.some(
        ({ buildDate, turbineVersion }) => buildDate === library.buildDate && turbineVersion === library.turbineVersion,
      )
    )
      return [];
    const before = same.at(-1)!;
    const turbine =
      before.turbineVersion === library.turbineVersion
        ? ''
        : `, with turbine ${library.turbineVersion} instead of ${before.turbineVersion}`;
    const sentence = `The ${library.environment} library of ${library.property} was built ${library.buildDate} instead of ${before.buildDate}${turbine}.`;
    return [
      {
        kind: 'tag-library-rebuilt' as const,
        target: 'live' as const,
        datastreamId: '',
        endpoint: '',
        sentence,
        tests: [],
      },
    ];
  });
}

/** From what `endpointKey` writes. */
export function placeOf(place: string): Pick<Change, 'target' | 'datastreamId' | 'endpoint'> {
  const [target = 'live', datastreamId = '', endpoint = ''] = place.split(' ');
  return { target: target === 'emulator' ? 'emulator' : 'live', datastreamId, endpoint };
}
