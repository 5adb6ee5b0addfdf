import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import type { EdgeResponse } from '../edge/response.js';
import type { HandleType } from '../protocol/handles.js';
import { noteAssertion } from '../traffic/notes.js';
import { firstDifference } from '../traffic/partial.js';
import { itemsOf, type PlacedItem } from './answer.js';
import { isText, requireArgument } from './arguments.js';
import { assign } from './assignment.js';
import { explainHandle, misspeltType } from './handleExplanation.js';
import { requireResponse } from './subject.js';
import { verdict } from './verdict.js';

/**
 * A handle of that type. With `payload`, its items are looked through as well, those of all handles of the type
 * together: what the pattern names must be there and equal, other fields do not matter. A pattern may hold RegExps and
 * Playwright's asymmetric matchers.
 *
 * Under `.not`, a type that came in another case or that is certainly misspelt fails as well: it would never be noticed.
 *
 * @param payload a pattern that some item matches; or an array of patterns, each of which matches an item of its own.
 * @throws EdgeUsageError `EDGE_WRONG_SUBJECT`, `EDGE_OPTION_INVALID`
 */
export function toHaveHandle(
  this: ExpectMatcherState,
  response: EdgeResponse,
  type: HandleType | (string & {}),
  payload?: object,
): MatcherReturnType {
  requireResponse('toHaveHandle', response);
  requireHandle(type, payload);
  noteAssertion('handle', type);
  const types = response.handle.map((handle) => handle.type);
  const items = itemsOf(response, type);
  const patterns = patternsOf(payload);
  const chosen = assign(patterns.map((pattern) => matchingIndices(pattern, items)));

  return verdict(this, {
    matcher: 'toHaveHandle',
    parameters: payload === undefined ? 'type' : 'type, payload',
    subject: response,
    misspelling: misspeltType(type, types),
    pass: types.includes(type) && chosen.every((index) => index !== undefined),
    expected: payload === undefined ? type : { type, payload },
    actual: payload === undefined ? types : items.map(({ item }) => item),
    explain: (isNot) => explainHandle({ response, type, patterns, items, chosen }, isNot),
  });
}

function requireHandle(type: unknown, payload: unknown): void {
  const matcher = 'toHaveHandle';
  requireArgument(isText(type), type, { matcher, argument: 'type', mustBe: 'a handle type such as "state:store"' });
  const isPattern = payload === undefined || (typeof payload === 'object' && payload !== null);
  const isEmptyList = Array.isArray(payload) && payload.length === 0;
  const mustBe = 'an object, or an array of at least one';
  requireArgument(isPattern && !isEmptyList, payload, { matcher, argument: 'payload', mustBe });
}

function patternsOf(payload: object | undefined): readonly unknown[] {
  if (payload === undefined) return [];
  return Array.isArray(payload) ? payload : [payload];
}

function matchingIndices(pattern: unknown, items: readonly PlacedItem[]): number[] {
  return [...items.keys()].filter((index) => firstDifference(pattern, items[index]?.item) === undefined);
}
