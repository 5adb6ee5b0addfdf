/** Finds the payload item that comes nearest to a pattern, and what exactly keeps it from matching. */

import { isObject, joinPath } from '../protocol/json.js';
import { allDifferences, firstDifference, isAsymmetric, isPlainObject, type Difference } from '../traffic/partial.js';
import type { PlacedItem } from './answer.js';
import { print } from './print.js';
import { closest } from '../spelling.js';

export interface Nearest {
  place: string;
  item: unknown;
  /** Where it first differs, its path beginning with the place of the item. */
  difference: Difference;
  /** What is certain about the mistake. */
  hints: readonly (string | undefined)[];
}

/** @returns undefined when there are no items. */
export function nearestItem(pattern: unknown, items: readonly PlacedItem[]): Nearest | undefined {
  const [best] = items
    .map(({ place, item }) => ({ place, item, differences: allDifferences(pattern, item, place) }))
    .map((candidate) => ({ ...candidate, distances: distancesOf(pattern, candidate) }))
    .toSorted((a, b) => compare(a.distances, b.distances));
  const difference = best?.differences[0];
  if (best === undefined || difference === undefined) return undefined;

  const { place, item, differences } = best;
  return {
    place,
    item,
    difference,
    hints: [
      allButOneHint(pattern, place, differences),
      misspeltFieldHint(pattern, item, place),
      sameButHint(difference),
    ],
  };
}

/**
 * How far an item is from the pattern, what counts most first: values that are others, values that are the same but
 * for type or case, how late the first difference comes (what a pattern names first is as a rule the name of the item),
 * and fields that are not there at all.
 */
function distancesOf(pattern: unknown, { item, differences }: { item: unknown; differences: readonly Difference[] }) {
  const almost = differences.filter((difference) => sameButHint(difference) !== undefined).length;
  const missing = differences.filter(({ received }) => received === undefined).length;
  return [differences.length - almost, almost, -leadingMatches(pattern, item), missing];
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((distance, index) => distance - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

function leadingMatches(pattern: unknown, item: unknown): number {
  if (!isPattern(pattern) || !isObject(item)) return 0;
  return Object.entries(pattern).findIndex(([field, value]) => firstDifference(value, item[field]) !== undefined);
}

function allButOneHint(pattern: unknown, place: string, differences: readonly Difference[]): string | undefined {
  const [only] = differences;
  const fields = isPattern(pattern) ? countFields(pattern) : 0;
  // Inside an array allDifferences stops at the first, so there may be more.
  const path = only?.path.slice(place.length) ?? '';
  if (differences.length !== 1 || fields < 2 || path.includes('[')) return undefined;
  return `${place} matches in everything but ${path.replace(/^\./, '')}.`;
}

function countFields(pattern: Record<string, unknown>): number {
  return Object.values(pattern)
    .map((value) => (isPattern(value) ? countFields(value) : 1))
    .reduce((sum, fields) => sum + fields, 0);
}

/** A field that is not there, beside one that it is a misspelling of and that the pattern does not name as well. */
function misspeltFieldHint(pattern: unknown, item: unknown, place: string): string | undefined {
  if (!isPattern(pattern) || !isObject(item)) return undefined;
  const unnamed = Object.keys(item).filter((field) => !Object.hasOwn(pattern, field));
  for (const [field, value] of Object.entries(pattern)) {
    const isMissing = value !== undefined && !Object.hasOwn(item, field);
    const other = isMissing ? closest(field, unnamed) : undefined;
    if (other !== undefined) return `${place} has no field "${field}", but it has "${other}".`;
    const inner = misspeltFieldHint(value, item[field], joinPath(place, field));
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The right value in another case, or as another type. */
function sameButHint({ path, expected, received }: Difference): string | undefined {
  if (typeof expected === 'string' && typeof received === 'string') {
    const isSame = expected.toLowerCase() === received.toLowerCase();
    return isSame ? `The values at ${path} differ in case only.` : undefined;
  }
  const isScalar = [expected, received].every((value) => ['string', 'number', 'boolean'].includes(typeof value));
  if (!isScalar || String(expected) !== String(received)) return undefined;
  return `${path} is the ${typeof received} ${print(received)}, not the ${typeof expected} ${print(expected)}.`;
}

/** An object of fields to compare one by one. */
function isPattern(value: unknown): value is Record<string, unknown> {
  return isPlainObject(value) && !isAsymmetric(value);
}
