/** From what came and went in single tests to what changed, once for all tests, as sentences. */

import type { Fact } from '../traffic/testRecord.js';
import { placeOf } from './drift.js';
import type { Change } from './model.js';

export interface FactChange {
  test: string;
  place: string;
  fact: Fact;
  kind: 'came' | 'went';
}

/** Tests that a change names. */
const TESTS = 10;

export function changesOf(changes: readonly FactChange[]): Change[] {
  const groups = new Map<string, { change: FactChange; tests: string[] }>();
  for (const change of changes) {
    const key = JSON.stringify([change.kind, change.place, change.fact]);
    const group = groups.get(key) ?? { change, tests: [] };
    groups.set(key, group);
    group.tests.push(change.test);
  }
  const all = [...groups.values()];
  return all
    .filter(
      ({ change }) =>
        !isImplied(
          change,
          all.map((each) => each.change),
        ),
    )
    .flatMap(({ change, tests }) => {
      const other = counterpart(
        change,
        all.map((each) => each.change),
      );
      // Told with what came instead.
      if (other !== undefined && change.kind === 'went') return [];
      const told = describe(change, other);
      return [{ ...told, ...placeOf(change.place), tests: tests.toSorted().slice(0, TESTS) }];
    })
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey({ kind, target, datastreamId, endpoint, sentence }: Change): string {
  return [kind, target, datastreamId, endpoint, sentence].join('\u0000');
}

/** What is in a handle that came or went, or inside a field that did. */
function isImplied({ place, fact, kind }: FactChange, all: readonly FactChange[]): boolean {
  const alike = all.filter((each) => each.place === place && each.kind === kind).map((each) => each.fact);
  if (fact.kind === 'field') {
    return alike.some(
      (each) =>
        (each.kind === 'handle' && each.handle === fact.handle) ||
        (each.kind === 'field' && each.handle === fact.handle && isInside(fact.path, each.path)),
    );
  }
  if (fact.kind === 'proposition')
    return alike.some((each) => each.kind === 'handle' && each.handle === 'personalization:decisions');
  if (fact.kind === 'hint')
    return alike.some((each) => each.kind === 'handle' && each.handle === 'locationHint:result');
  return false;
}

function isInside(path: string, outer: string): boolean {
  return path !== outer && path.startsWith(outer) && /^[.[]/.test(path.slice(outer.length));
}

/** What went where this came, and the other way round: another type, another hint, another status. */
function counterpart({ place, fact, kind }: FactChange, all: readonly FactChange[]): Fact | undefined {
  const others = all.filter((each) => each.place === place && each.kind !== kind).map((each) => each.fact);
  return others.find(
    (other) =>
      (fact.kind === 'field' && other.kind === 'field' && other.handle === fact.handle && other.path === fact.path) ||
      (fact.kind === 'hint' && other.kind === 'hint' && other.scope === fact.scope) ||
      (fact.kind === 'status' && other.kind === 'status'),
  );
}

type Told = Pick<Change, 'kind' | 'sentence'>;

function describe({ fact, kind }: FactChange, other: Fact | undefined): Told {
  const isNew = kind === 'came';
  if (fact.kind === 'field') return describeField(fact, isNew, other);
  if (fact.kind === 'hint') return describeHint(fact, isNew, other);
  if (fact.kind === 'status') return describeStatus(fact, isNew, other);
  const what = nameOf(fact);
  if (isNew) return { kind: `new-${fact.kind}`, sentence: `The ${what} is new.` };
  const gone = fact.kind === 'problem' ? 'is gone' : 'no longer comes';
  return { kind: `vanished-${fact.kind}`, sentence: `The ${what} ${gone}.` };
}

function nameOf(fact: Extract<Fact, { kind: 'handle' | 'problem' | 'proposition' }>): string {
  if (fact.kind === 'handle') return `handle ${fact.handle}`;
  if (fact.kind === 'problem') return `${fact.level === 'fatal' ? 'fatal problem' : fact.level} ${fact.code}`;
  return `proposition ${[fact.provider, fact.activity].filter((part) => part !== '').join(' ')} of ${fact.scope}`;
}

function describeField({ handle, path, type }: Extract<Fact, { kind: 'field' }>, isNew: boolean, other?: Fact): Told {
  const what = `The field payload${path} of ${handle}`;
  if (other?.kind === 'field')
    return { kind: 'changed-type', sentence: `${what} is ${type} instead of ${other.type}.` };
  return isNew
    ? { kind: 'new-field', sentence: `${what} is new (${type}).` }
    : { kind: 'vanished-field', sentence: `${what} is gone (${type}).` };
}

function describeHint({ scope, hint }: Extract<Fact, { kind: 'hint' }>, isNew: boolean, other?: Fact): Told {
  const before = other?.kind === 'hint' ? ` instead of ${other.hint}` : '';
  const sentence = isNew
    ? `The location hint for ${scope} is ${hint}${before}.`
    : `The location hint ${hint} for ${scope} no longer comes.`;
  return { kind: 'changed-hint', sentence };
}

function describeStatus({ status }: Extract<Fact, { kind: 'status' }>, isNew: boolean, other?: Fact): Told {
  const before = other?.kind === 'status' ? ` instead of ${other.status}` : '';
  const sentence = isNew ? `Answers have status ${status}${before}.` : `No answer has status ${status} any more.`;
  return { kind: 'changed-status', sentence };
}
