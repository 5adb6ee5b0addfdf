import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { isObject, type JsonObject } from '../../../src/protocol/json.js';
import { DEFAULT_XDM } from '../../../src/schema/xdm/bundled.js';
import type { Finding } from '../../../src/schema/xdm/finding.js';
import { validateXdm } from '../../../src/schema/xdm/validateXdm.js';
import { resourceOf } from './description.js';
import { mutationsOf, type Kind, type Mutation } from './mutations.js';
import { drawing } from './random.js';

const folder = 'fixtures/events';
const SEED = 5;

interface Outcome {
  mutation: Mutation;
  /** What is said at the mutated place or inside it. Of the event as it was, nothing is. */
  found: Finding[];
}

const kinds: readonly Kind[] = ['typo', 'case', 'moved', 'extra', 'type', 'enum', 'missing', 'format'];

// One worker goes through the mutations once.
test.describe.configure({ mode: 'default' });
const outcomesByKind = new Map<Kind, Outcome[]>();

test.beforeAll(() => {
  for (const outcome of outcomesOf(readdirSync(folder).map((file) => xdmIn(join(folder, file))))) {
    const known = outcomesByKind.get(outcome.mutation.kind);
    if (known === undefined) outcomesByKind.set(outcome.mutation.kind, [outcome]);
    else known.push(outcome);
  }
});

test('there is nothing to say of the events as they are', () => {
  for (const file of readdirSync(folder)) expect(validateXdm(xdmIn(join(folder, file))), file).toEqual([]);
});

test('there are mistakes of every kind', () => {
  for (const kind of kinds) expect(ofKind(kind).length, kind).toBeGreaterThan(50);
  expect(kinds.flatMap(ofKind).length).toBeGreaterThan(2_000);
});

for (const kind of kinds) {
  test(`at least 98.8 % of the mistakes of the kind ${kind} are found`, () => {
    const isFound = ({ found }: Outcome) => found.length > 0;
    const missed = ofKind(kind).filter((outcome) => !isFound(outcome));
    expect(rate(ofKind(kind), isFound), examples(missed)).toBeGreaterThanOrEqual(0.988);
  });
}

for (const { kind, bound } of [
  { kind: 'typo', bound: 0.97 },
  { kind: 'case', bound: 0.98 },
  // Most names stand in several places, of which any could be the one that was meant.
  { kind: 'moved', bound: 0.7 },
] as const) {
  test(`the field that was meant is suggested for at least ${100 * bound} % of those of the kind ${kind}`, () => {
    const wrong = ofKind(kind).filter((outcome) => !suggestsWhatWasMeant(outcome));
    expect(rate(ofKind(kind), suggestsWhatWasMeant), examples(wrong)).toBeGreaterThanOrEqual(bound);
  });
}

for (const { kind, rules } of [
  { kind: 'extra', rules: ['unknown-field'] },
  { kind: 'enum', rules: ['enum'] },
  { kind: 'type', rules: ['empty-identity', 'null-value', 'primary-type', 'type'] },
  { kind: 'format', rules: ['format', 'minimum', 'pattern', 'suggested-value', 'timestamp-zone'] },
  { kind: 'missing', rules: ['required'] },
] as const) {
  test(`mistakes of the kind ${kind} are found by ${rules.join(', ')}`, () => {
    const found = new Set(ofKind(kind).flatMap((outcome) => outcome.found.map(({ rule }) => rule)));
    expect([...found].toSorted()).toEqual(rules);
  });
}

function ofKind(kind: Kind): Outcome[] {
  return outcomesByKind.get(kind) ?? [];
}

function outcomesOf(events: readonly JsonObject[]): Outcome[] {
  const draw = drawing(SEED);
  const schema = resourceOf(DEFAULT_XDM);
  return events
    .flatMap((xdm) => mutationsOf({ xdm, schema, draw }))
    .map((mutation) => ({
      mutation,
      found: validateXdm({ xdm: mutation.xdm }).filter(({ path }) => isAtOrBelow(mutation.path, path)),
    }));
}

function xdmIn(file: string): JsonObject {
  const event: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(event) || !isObject(event['xdm'])) throw new Error(`${file} holds no event`);
  return event['xdm'];
}

function isAtOrBelow(above: string, path: string): boolean {
  return above === '' || path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

/** Of a list, any item will do. */
function suggestsWhatWasMeant({ mutation: { meant = '' }, found }: Outcome): boolean {
  return found.some(({ suggestion = '' }) => withoutIndexes(suggestion) === withoutIndexes(meant));
}

function withoutIndexes(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '[]');
}

function rate<T>(all: readonly T[], isCounted: (each: T) => boolean): number {
  return all.filter(isCounted).length / all.length;
}

function examples(list: readonly Outcome[]): string {
  return list
    .slice(0, 10)
    .map(
      ({ mutation: { path, meant }, found }) => `${path} for ${meant}: ${found.map(({ message }) => message).join()}`,
    )
    .join('\n');
}
