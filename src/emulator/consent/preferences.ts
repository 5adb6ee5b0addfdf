/**
 * What `set-consent` says: whether events may be used, and the preferences in full, into which a later update is merged.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/api/
 */

import type { ConsentPreferences } from '../../protocol/handles.js';
import { isObject, type JsonObject } from '../../protocol/json.js';
import type { Consent } from './choice.js';
import { allowsAdobe, MAX_STRINGS } from './tcf.js';

/** One entry of the request's `consent`, as its schema lets it through. */
export interface ConsentObject {
  standard: 'Adobe' | 'IAB TCF';
  version: string;
  value: unknown;
  gdprApplies?: boolean;
}

/** Undecided and unknown choices leave the decision to the datastream. */
const UNDECIDED = ['p', 'u', 'pending', 'not_provided'];

/** What several standards say together: one refusal is enough. Undefined when none of them decides. */
export function decisionOf(consents: readonly ConsentObject[]): Consent | undefined {
  const decisions = consents
    .map((consent, index) => (index < MAX_STRINGS ? decisionOfOne(consent) : 'out'))
    .filter((decision) => decision !== undefined);
  if (decisions.length === 0) return undefined;
  return decisions.includes('out') ? 'out' : 'in';
}

function decisionOfOne({ standard, version, value, gdprApplies = true }: ConsentObject): Consent | undefined {
  if (standard === 'IAB TCF') return !gdprApplies || allowsAdobe(String(value)) ? 'in' : 'out';
  if (!isObject(value)) return undefined;
  const choice =
    version === '1.0' ? value['general'] : isObject(value['collect']) ? value['collect']['val'] : undefined;
  if (typeof choice !== 'string' || UNDECIDED.includes(choice)) return undefined;
  // Every other value of version 2.0 names a legal basis for collecting.
  return choice === 'n' || choice === 'out' ? 'out' : 'in';
}

/** Preferences of Adobe's standard 2.0; the other standards have none. */
export function preferencesIn(consents: readonly ConsentObject[]): JsonObject | undefined {
  const value = consents.findLast(({ standard, version }) => standard === 'Adobe' && version === '2.0')?.value;
  return isObject(value) ? value : undefined;
}

/** `update` changes what it names, `replace` forgets the rest. */
export type Operation = 'replace' | 'update';

/** @returns the preferences as they are from now on. */
export function combined(known: JsonObject | undefined, said: JsonObject, operation: Operation): JsonObject {
  return operation === 'update' && known !== undefined ? merged(known, said) : said;
}

/** What of the preferences an answer tells. */
export function preferencesHandle({ collect, adID, personalize, metadata }: JsonObject): ConsentPreferences {
  const content = isObject(personalize) ? choiceIn(personalize['content']) : undefined;
  const time = isObject(metadata) ? metadata['time'] : undefined;
  return {
    ...definedOnly({ collect: choiceIn(collect), adID: choiceIn(adID) }),
    ...(content === undefined ? {} : { personalize: { content } }),
    ...(typeof time === 'string' ? { metadata: { time } } : {}),
  };
}

function choiceIn(value: unknown): { val: string } | undefined {
  return isObject(value) && typeof value['val'] === 'string' ? { val: value['val'] } : undefined;
}

function definedOnly<Value>(fields: Record<string, Value | undefined>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function merged(known: JsonObject, changes: JsonObject): JsonObject {
  const fields = Object.entries(changes).map(([field, value]) => {
    const before = Object.hasOwn(known, field) ? known[field] : undefined;
    return [field, isObject(before) && isObject(value) ? merged(before, value) : value] as const;
  });
  return { ...known, ...Object.fromEntries(fields) };
}
