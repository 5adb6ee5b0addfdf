/** Whether the visitor allows that events are used: as this call says, as an earlier one did, or as the datastream assumes. */

import { parseConsentCookie } from '../../protocol/cookies.js';
import type { StateEntry } from '../../protocol/handles.js';
import { isObject, type JsonObject } from '../../protocol/json.js';
import type { Problem } from '../../protocol/problems.js';
import type { Datastream } from '../datastreams/datastream.js';
import { problem } from '../problem.js';
import { storeEntry, type ClientState } from '../state.js';
import { allowsAdobe, MAX_STRINGS } from './tcf.js';

export type Consent = 'in' | 'out';

export function storedConsent(state: ClientState): Consent | undefined {
  const cookie = state.get('consent');
  const stored = cookie === undefined ? undefined : parseConsentCookie(cookie).get('general');
  return stored === 'in' || stored === 'out' ? stored : undefined;
}

/** @param said what the call itself says, see `consentIn`. */
export function consentOf(said: Consent | undefined, state: ClientState, { defaultConsent }: Datastream): Consent {
  return said ?? storedConsent(state) ?? defaultConsent;
}

/**
 * What events say in `xdm.consentStrings`, as sites with a consent platform send it along. One refusal is enough.
 *
 * @returns undefined when no event says anything.
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/web-sdk/consent/iab-tcf/overview
 */
export function consentIn(events: readonly JsonObject[]): Consent | undefined {
  const choices = events
    .flatMap(stringsOf)
    .map((entry, index) => (index < MAX_STRINGS ? choiceInString(entry) : 'out'))
    .filter((choice) => choice !== undefined);
  if (choices.length === 0) return undefined;
  return choices.includes('out') ? 'out' : 'in';
}

export function consentEntry(orgId: string, consent: Consent): StateEntry {
  return storeEntry(orgId, 'consent', `general=${consent}`);
}

/** Clients delete an entry whose lifetime is over. */
export function expiredConsent(orgId: string): StateEntry {
  return { ...storeEntry(orgId, 'consent', ''), maxAge: 0 };
}

/** The call is answered with 200 all the same: its event is ignored. */
export function consentWarning(eventIndex: number): Problem {
  return problem(
    'EXEG-0301-200',
    'The visitor has not consented, so the event was ignored. No service of the datastream saw it.',
    { eventIndex },
  );
}

function stringsOf({ xdm }: JsonObject): JsonObject[] {
  const strings = isObject(xdm) ? xdm['consentStrings'] : undefined;
  return Array.isArray(strings) ? strings.filter(isObject) : [];
}

/** Strings of other standards, and of other versions than 2.0, say nothing here. */
function choiceInString(entry: JsonObject): Consent | undefined {
  const { consentStandard, consentStandardVersion, consentStringValue, gdprApplies } = entry;
  if (consentStandard !== 'IAB TCF' || consentStandardVersion !== '2.0') return undefined;
  if (gdprApplies === false) return 'in';
  if (typeof consentStringValue !== 'string' || consentStringValue === '') return undefined;
  return allowsAdobe(consentStringValue) ? 'in' : 'out';
}
