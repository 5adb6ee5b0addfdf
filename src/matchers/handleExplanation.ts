/** Words for what `toHaveHandle` found. */

import type { EdgeResponse } from '../edge/response.js';
import { isHandleType, type HandleType } from '../protocol/handles.js';
import { isObject } from '../protocol/json.js';
import { firstDifference } from '../traffic/partial.js';
import type { PlacedItem } from './answer.js';
import { nearestItem } from './nearest.js';
import { count, print, printList } from './print.js';
import { collectHint, identityFetchHint } from './requestHints.js';
import { closest, differsInCase } from '../spelling.js';
import type { Explanation } from './verdict.js';

export interface HandleSearch {
  response: EdgeResponse;
  type: string;
  /** Empty when any payload will do. */
  patterns: readonly unknown[];
  /** Payload items of that type. */
  items: readonly PlacedItem[];
  /** For each pattern the index of its item; undefined where there is none. */
  chosen: readonly (number | undefined)[];
}

export function explainHandle(search: HandleSearch, isNot: boolean): Explanation {
  if (isNot) return presence(search);
  const came = search.response.handle.some(({ type }) => type === search.type);
  return came ? mismatch(search) : absence(search);
}

function presence(search: HandleSearch): Explanation {
  const { items, chosen, patterns } = search;
  const found = chosen.flatMap((index) => (index === undefined ? [] : (items[index] ?? [])));
  return {
    expected: `no ${wanted(search)}`,
    received: patterns.length === 0 ? payloadSizes(search) : found.map(({ place, item }) => `${place}: ${print(item)}`),
  };
}

function absence(search: HandleSearch): Explanation {
  const { response, type } = search;
  const types = response.handle.map((handle) => handle.type);
  return {
    expected: `a ${wanted(search)}`,
    received: types.length === 0 ? 'no handles' : `only ${printList(types)}`,
    hints: [
      misspeltType(type, types),
      collectHint(response),
      type === 'identity:result' ? identityFetchHint(response) : undefined,
    ],
  };
}

/**
 * What came under another spelling. Two types that both exist may be as near to each other as a misspelling is:
 * `activation:pull` and `activation:push`; so may two that the library does not know.
 */
export function misspeltType(type: string, types: readonly string[]): string | undefined {
  const meant = isHandleType(type)
    ? undefined
    : (differsInCase(type, types) ?? closest(type, types.filter(isHandleType)));
  if (meant === undefined || types.includes(type)) return undefined;
  return `"${type}" did not come, but "${meant}" did: check the spelling.`;
}

/** Handles of the type came, but not with that payload. */
function mismatch(search: HandleSearch): Explanation {
  const { type, patterns, items, chosen } = search;
  const expected = `a ${wanted(search)}`;
  if (items.length === 0) return { expected, received: payloadSizes(search) };

  const index = chosen.indexOf(undefined);
  const pattern = patterns[index];
  const nearest = nearestItem(pattern, items);
  if (nearest === undefined) return { expected, received: `payload[${index}] ${sharedItems(pattern, items)}` };
  const { place, item, difference, hints } = nearest;
  const which = patterns.length === 1 ? '' : ` payload[${index}], ${print(pattern)}`;
  const none = items.length === 1 ? 'which does not match' : 'none of which matches';
  return {
    expected,
    received: [`${count(items.length, 'payload item')}, ${none}${which}`, `nearest is ${place}: ${print(item)}`],
    difference: {
      path: difference.path,
      expected: print(difference.expected),
      received: print(difference.received),
    },
    hints: [missingNameHint(type, pattern, items), ...hints],
  };
}

/** The field that tells items of a type apart. */
const namingFields: { readonly [type in HandleType]?: string } = {
  'personalization:decisions': 'scope',
  'state:store': 'key',
  'locationHint:result': 'scope',
};

function missingNameHint(type: string, pattern: unknown, items: readonly PlacedItem[]): string | undefined {
  const field = isHandleType(type) ? namingFields[type] : undefined;
  if (field === undefined || !isObject(pattern) || !Object.hasOwn(pattern, field)) return undefined;
  const came = items.map(({ item }) => (isObject(item) ? item[field] : undefined));
  if (came.some((name) => firstDifference(pattern[field], name) === undefined)) return undefined;
  return `No item has ${field} ${print(pattern[field])}; these came: ${printList(came)}.`;
}

function wanted({ type, patterns }: HandleSearch): string {
  const handle = `handle ${print(type)}`;
  if (patterns.length === 0) return handle;
  if (patterns.length === 1) return `${handle} with a payload item that matches ${print(patterns[0])}`;
  return `${handle} with ${count(patterns.length, 'payload item')} that match, one each, ${patterns.map(print).join(', ')}`;
}

function payloadSizes({ response, type }: HandleSearch): string[] {
  return response.handle
    .filter((handle) => handle.type === type)
    .map(({ payload }) => `handle ${print(type)} with ${count(payload.length, 'payload item')}`);
}

/** Items match, but patterns that are equal or wider need them. */
function sharedItems(pattern: unknown, items: readonly PlacedItem[]): string {
  const places = items.filter(({ item }) => firstDifference(pattern, item) === undefined).map(({ place }) => place);
  return `matches only ${places.join(', ')}, which the other patterns need`;
}
