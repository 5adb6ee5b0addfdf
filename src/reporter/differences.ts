/** Where a test had other answers from the emulator than from Adobe: the emulator's own fidelity. */

import type { Fact, TestRecord } from '../traffic/testRecord.js';
import { titleOf, type RunTest } from './collect.js';
import type { TargetDifference } from './model.js';

/** Of tests that ran against both, in two projects of one run. */
export function targetDifferences(tests: readonly RunTest[]): TargetDifference[] {
  const byTitle = new Map<string, Partial<Record<TestRecord['target'], TestRecord>>>();
  for (const { name, records } of tests) {
    const record = records.at(-1);
    if (record === undefined) continue;
    const title = titleOf(name);
    byTitle.set(title, { ...byTitle.get(title), [record.target]: record });
  }
  return [...byTitle]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([title, { emulator, live }]) =>
      emulator === undefined || live === undefined ? [] : differencesOf(title, emulator, live),
    );
}

function differencesOf(test: string, emulator: TestRecord, live: TestRecord): TargetDifference[] {
  const emulated = factsByEndpoint(emulator);
  const answered = factsByEndpoint(live);
  return [...new Set([...emulated.keys(), ...answered.keys()])].toSorted().flatMap((endpoint) => {
    const onlyEmulator = missing(emulated.get(endpoint), answered.get(endpoint));
    const onlyLive = missing(answered.get(endpoint), emulated.get(endpoint));
    return onlyEmulator.length + onlyLive.length === 0 ? [] : [{ test, endpoint, onlyEmulator, onlyLive }];
  });
}

function factsByEndpoint({ calls, answers, facts }: TestRecord): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { endpoint, answer } of calls) {
    const texts = found.get(endpoint) ?? new Set();
    found.set(endpoint, texts);
    for (const index of answers[answer ?? -1] ?? []) {
      const fact = facts[index];
      const text = fact === undefined ? undefined : textOf(fact);
      if (text !== undefined) texts.add(text);
    }
  }
  return found;
}

function missing(here: ReadonlySet<string> = new Set(), there: ReadonlySet<string> = new Set()): string[] {
  return [...here].filter((text) => !there.has(text)).toSorted();
}

/** Undefined for what is not compared. */
function textOf(fact: Fact): string | undefined {
  if (fact.kind === 'handle') return `handle ${fact.handle}`;
  if (fact.kind === 'field') return `${fact.handle} payload${fact.path}: ${fact.type}`;
  if (fact.kind === 'problem') return `${fact.level} ${fact.code}`;
  // What the customer changes every day, or the region's, says nothing about fidelity.
  return fact.kind === 'status' ? `status ${fact.status}` : undefined;
}
