/**
 * Partial comparison: what `expected` names must be there and equal, the rest does not matter.
 *
 * Own code because `this.equals` throws inside Playwright's custom matchers, and because a failed comparison must say
 * where it first differed. RegExps test strings; Playwright's asymmetric matchers (`expect.any(Number)`) decide for
 * themselves.
 */

import { isDeepStrictEqual } from 'node:util';
import { isObject, joinPath } from '../protocol/json.js';

export interface Difference {
  /** `scopeDetails.activity.id`; empty when the values themselves differ. */
  path: string;
  expected: unknown;
  /** Undefined when there is nothing at the path. */
  received: unknown;
}

/** @returns undefined when `received` has everything that `expected` names. */
export function firstDifference(expected: unknown, received: unknown, path = ''): Difference | undefined {
  if (isAsymmetric(expected)) return expected.asymmetricMatch(received) ? undefined : { path, expected, received };
  if (expected instanceof RegExp) return matchesPattern(expected, received) ? undefined : { path, expected, received };
  if (Array.isArray(expected)) return arrayDifference(expected, received, path);
  if (isPlainObject(expected)) return objectDifference(expected, received, path);
  return isDeepStrictEqual(expected, received) ? undefined : { path, expected, received };
}

/** Every field that differs, not only the first: tells how near a candidate is. */
export function allDifferences(expected: unknown, received: unknown, path = ''): Difference[] {
  if (isPlainObject(expected) && !isAsymmetric(expected) && isObject(received)) {
    return Object.entries(expected).flatMap(([key, value]) =>
      allDifferences(value, ownValue(received, key), joinPath(path, key)),
    );
  }
  const difference = firstDifference(expected, received, path);
  return difference === undefined ? [] : [difference];
}

function objectDifference(expected: Record<string, unknown>, received: unknown, path: string): Difference | undefined {
  if (!isObject(received)) return { path, expected, received };
  for (const [key, value] of Object.entries(expected)) {
    const difference = firstDifference(value, ownValue(received, key), joinPath(path, key));
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** An array is a value of its own: same length, each item compared in turn. */
function arrayDifference(expected: unknown[], received: unknown, path: string): Difference | undefined {
  if (!Array.isArray(received)) return { path, expected, received };
  for (const [index, value] of expected.entries()) {
    const difference = firstDifference(value, received[index], joinPath(path, index));
    if (difference !== undefined) return difference;
  }
  return expected.length === received.length
    ? undefined
    : { path: joinPath(path, 'length'), expected: expected.length, received: received.length };
}

function matchesPattern(pattern: RegExp, received: unknown): boolean {
  // A pattern with the g or y flag remembers where it stopped; a copy does not.
  return typeof received === 'string' && new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(received);
}

function ownValue(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function isAsymmetric(value: unknown): value is { asymmetricMatch(received: unknown): boolean } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'asymmetricMatch' in value &&
    typeof value.asymmetricMatch === 'function'
  );
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
