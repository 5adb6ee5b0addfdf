/** What is kept of a run to compare later ones with: which test showed what, and how long answers took. */

import type { CallRecord, Fact, TagLibraryRecord, TestRecord } from '../traffic/testRecord.js';
import { titleOf, type RunTest } from './collect.js';
import { endpointKey } from './endpoints.js';
import type { EndpointSummary, Summary, TagLibrarySummary } from './model.js';

export interface HistoryRun {
  version: 1;
  id: string;
  /** ISO 8601. */
  startedAt: string;
  verdict: Pick<Summary['verdict'], 'tests' | 'faults'>;
  problems: number;
  /** What answers showed: the place, as `endpointKey` writes it, and the fact. Tests name them by index. */
  facts: [place: string, fact: Fact][];
  /** By project and title. */
  tests: Record<string, TestFacts>;
  /** By place: milliseconds, ascending. */
  latencies: Record<string, { count: number; p50: number; sample: number[] }>;
  tagLibraries: TagLibraryRecord[];
}

export interface TestFacts {
  /** How many calls were answered well, by place. */
  calls: Record<string, number>;
  /** What each of them showed at its place, as indexes. */
  always: number[];
  /** What only some of them showed; also problems of calls that were not answered well. */
  sometimes: number[];
  /** How many of them showed each of those. */
  times: number[];
}

export interface RunToKeep extends Pick<Summary, 'id' | 'startedAt' | 'verdict'> {
  tests: readonly RunTest[];
  endpoints: readonly EndpointSummary[];
  tagLibraries: readonly TagLibrarySummary[];
}

export function historyRun({ id, startedAt, verdict, tests, endpoints, tagLibraries }: RunToKeep): HistoryRun {
  const table = new PlacedFacts();
  const kept: Record<string, TestFacts> = {};
  for (const test of tests.toSorted((a, b) => (testKey(a) < testKey(b) ? -1 : 1))) {
    const record = test.records.at(-1);
    if (record !== undefined && record.calls.length > 0) kept[testKey(test)] = testFacts(record, table);
  }
  const answered = endpoints.filter(({ latency }) => latency.count > 0);
  return {
    version: 1,
    id,
    startedAt,
    verdict: { tests: verdict.tests, faults: verdict.faults },
    problems: tests.flatMap(({ records }) => records.flatMap(({ calls }) => calls.flatMap(({ problems }) => problems)))
      .length,
    facts: table.facts,
    tests: kept,
    latencies: Object.fromEntries(
      answered.map(({ target, latency: { count, p50, sample }, ...call }) => [
        endpointKey(target, call as Pick<CallRecord, 'datastreamId' | 'endpoint'>),
        { count, p50, sample },
      ]),
    ),
    tagLibraries: tagLibraries.map(({ tests: _tests, ...library }) => library),
  };
}

/** Of a test in the history, by project and title. */
export function testKey({ name }: Pick<RunTest, 'name'>): string {
  return `${name.project} › ${titleOf(name)}`;
}

function testFacts(record: TestRecord, table: PlacedFacts): TestFacts {
  const calls: Record<string, number> = {};
  const seen = new Map<number, { place: string; count: number }>();
  const unwell = new Set<number>();
  for (const call of record.calls) {
    const place = endpointKey(record.target, call);
    const facts = (record.answers[call.answer ?? -1] ?? []).flatMap((index) => record.facts[index] ?? []);
    const isWell = call.status !== undefined && call.status < 400;
    if (isWell) calls[place] = (calls[place] ?? 0) + 1;
    for (const fact of facts) {
      const index = table.indexOf(place, fact);
      if (!isWell) unwell.add(index);
      else seen.set(index, { place, count: (seen.get(index)?.count ?? 0) + 1 });
    }
  }
  const indexes = [...seen].toSorted(([a], [b]) => a - b);
  const isAlways = ({ place, count }: { place: string; count: number }) => count === calls[place];
  const sometimes = [
    ...indexes.filter(([, each]) => !isAlways(each)).map(([index]) => index),
    ...[...unwell].filter((index) => !seen.has(index)),
  ].toSorted((a, b) => a - b);
  return {
    calls,
    always: indexes.filter(([, each]) => isAlways(each)).map(([index]) => index),
    sometimes,
    times: sometimes.map((index) => seen.get(index)?.count ?? 0),
  };
}

class PlacedFacts {
  readonly facts: [place: string, fact: Fact][] = [];
  readonly #indexes = new Map<string, number>();

  indexOf(place: string, fact: Fact): number {
    const key = [place, ...Object.values(fact)].join('\u0000');
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.facts.length);
    return this.facts.push([place, fact]) - 1;
  }
}
