/** From what came and went in single tests to what changed, once for all tests, as sentences. */

import type { Fact } from '../traffic/testRecord.js';
import { placeOf } from './endpoints.js';
import type { Change } from './model.js';
import type { PlacedFact } from './presence.js';

export interface TestChanges {
  test: string;
  came: readonly PlacedFact[];
  went: readonly PlacedFact[];
  /** What the last run showed and this one shows. */
  stayed: readonly PlacedFact[];
}

/** Tests that a change names. */
const TESTS = 10;

export function changesOf(tests: readonly TestChanges[]): Change[] {
  const found = new Map<string, Change>();
  for (const changes of tests) {
    for (const { place, kind, sentence } of toldOf(changes)) {
      const change: Change = { kind, ...placeOf(place), sentence, tests: [] };
      const key = sortKey(change);
      const known = found.get(key) ?? change;
      found.set(key, known);
      known.tests.push(changes.test);
    }
  }
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, change]) => ({ ...change, tests: change.tests.toSorted().slice(0, TESTS) }));
}

function sortKey({ kind, target, datastreamId, endpoint, sentence }: Change): string {
  return [kind, target, datastreamId, endpoint, sentence].join('\u0000');
}

interface Told extends Pick<Change, 'kind' | 'sentence'> {
  place: string;
}

function toldOf({ came, went, stayed }: TestChanges): Told[] {
  const places = new Set([...came, ...went].map(([place]) => place));
  return [...places].flatMap((place) => {
    const at = (placed: readonly PlacedFact[]) => placed.filter((each) => each[0] === place).map(([, fact]) => fact);
    const [new_, gone, left] = [withoutImplied(at(came)), withoutImplied(at(went)), at(stayed)];
    const replaced = new Map(new_.flatMap((fact) => pairOf(fact, gone)));
    const told = [
      ...new_.map((fact) => describeNew(fact, replaced.get(fact), left)),
      ...gone.filter((fact) => ![...replaced.values()].includes(fact)).map((fact) => describeGone(fact, left)),
    ];
    return told.map((each) => ({ place, ...each }));
  });
}

/** Without what is in a handle that came or went, or inside a field that did. */
function withoutImplied(facts: readonly Fact[]): Fact[] {
  const handles = new Set(facts.flatMap((fact) => (fact.kind === 'handle' ? fact.handle : [])));
  const fields = facts.filter((fact) => fact.kind === 'field');
  return facts.filter((fact) => {
    if (fact.kind === 'proposition') return !handles.has('personalization:decisions');
    if (fact.kind === 'hint') return !handles.has('locationHint:result');
    if (fact.kind !== 'field') return true;
    const isInsideOther = fields.some((other) => other.handle === fact.handle && isInside(fact.path, other.path));
    return !handles.has(fact.handle) && !isInsideOther;
  });
}

function isInside(path: string, outer: string): boolean {
  return path !== outer && path.startsWith(outer) && /^[.[]/.test(path.slice(outer.length));
}

/** With what it came instead of: another type, another hint, another status, another activity. */
function pairOf(fact: Fact, gone: readonly Fact[]): [Fact, Fact][] {
  const other = gone.find((each) => isCounterpart(fact, each));
  return other === undefined ? [] : [[fact, other]];
}

function isCounterpart(fact: Fact, other: Fact): boolean {
  if (fact.kind === 'field') return other.kind === 'field' && isSameField(fact, other);
  if (fact.kind === 'hint') return other.kind === 'hint' && other.scope === fact.scope;
  if (fact.kind === 'proposition')
    return other.kind === 'proposition' && other.scope === fact.scope && other.provider === fact.provider;
  return fact.kind === 'status' && other.kind === 'status';
}

type FieldFact = Extract<Fact, { kind: 'field' }>;

function isSameField(a: FieldFact, b: FieldFact): boolean {
  return a.handle === b.handle && a.path === b.path;
}

type Sentence = Pick<Change, 'kind' | 'sentence'>;

/** @param other what it came instead of. @param left what is as it was. */
function describeNew(fact: Fact, other: Fact | undefined, left: readonly Fact[]): Sentence {
  const what = nameOf(fact);
  if (fact.kind === 'field') return describeNewField(fact, other, left);
  if (fact.kind === 'hint') return { kind: 'changed-hint', sentence: `${what} is ${fact.hint}${insteadOf(other)}.` };
  if (fact.kind === 'status')
    return { kind: 'changed-status', sentence: `Answers have status ${fact.status}${insteadOf(other)}.` };
  return { kind: `new-${fact.kind}`, sentence: `${what} is new${insteadOf(other)}.` };
}

function describeNewField(field: FieldFact, other: Fact | undefined, left: readonly Fact[]): Sentence {
  const what = nameOf(field);
  if (other?.kind === 'field')
    return { kind: 'changed-type', sentence: `${what} is ${field.type} instead of ${other.type}.` };
  const beside = typesOf(field, left);
  return beside === undefined
    ? { kind: 'new-field', sentence: `${what} is new (${field.type}).` }
    : { kind: 'changed-type', sentence: `${what} is sometimes ${field.type} instead of ${beside}.` };
}

function describeGone(fact: Fact, left: readonly Fact[]): Sentence {
  const what = nameOf(fact);
  if (fact.kind === 'field') {
    const others = typesOf(fact, left);
    return others === undefined
      ? { kind: 'vanished-field', sentence: `${what} is gone (${fact.type}).` }
      : { kind: 'changed-type', sentence: `${what} is no longer ${fact.type}, only ${others}.` };
  }
  if (fact.kind === 'hint') return { kind: 'changed-hint', sentence: `${what} is no longer ${fact.hint}.` };
  if (fact.kind === 'status')
    return { kind: 'changed-status', sentence: `No answer has status ${fact.status} any more.` };
  if (fact.kind === 'problem') return { kind: 'vanished-problem', sentence: `${what} is gone.` };
  return { kind: `vanished-${fact.kind}`, sentence: `${what} no longer comes.` };
}

/** Undefined when the field has no other. */
function typesOf(field: FieldFact, facts: readonly Fact[]): string | undefined {
  const types = facts.flatMap((fact) => (fact.kind === 'field' && isSameField(field, fact) ? fact.type : []));
  return types.length === 0 ? undefined : types.join(' or ');
}

function insteadOf(other: Fact | undefined): string {
  if (other?.kind === 'hint') return ` instead of ${other.hint}`;
  if (other?.kind === 'status') return ` instead of ${other.status}`;
  return other?.kind === 'proposition' ? `, instead of ${decisionOf(other)}` : '';
}

function nameOf(fact: Fact): string {
  if (fact.kind === 'handle') return `The handle ${fact.handle}`;
  if (fact.kind === 'field') return `The field payload${fact.path} of ${fact.handle}`;
  if (fact.kind === 'problem') return `The ${fact.level === 'fatal' ? 'fatal problem' : fact.level} ${fact.code}`;
  if (fact.kind === 'proposition') return `The proposition ${decisionOf(fact)} of ${fact.scope}`;
  return fact.kind === 'hint' ? `The location hint for ${fact.scope}` : `The status ${fact.status}`;
}

function decisionOf({ provider, activity }: Extract<Fact, { kind: 'proposition' }>): string {
  return [provider, activity].filter((part) => part !== '').join(' ');
}
