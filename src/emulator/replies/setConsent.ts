/** Answers to a visitor's choice: it is kept on the client, and preferences are told as they are from now on. */

import type { StateEntry } from '../../protocol/handles.js';
import { isObject, type JsonObject } from '../../protocol/json.js';
import type { AcceptedCall } from '../acceptedCall.js';
import { consentEntry, expiredConsent, storedConsent, type Consent } from '../consent/choice.js';
import {
  combined,
  decisionOf,
  preferencesHandle,
  preferencesIn,
  type ConsentObject,
  type Operation,
} from '../consent/preferences.js';
import { answerWithHandles } from '../envelope.js';
import type { WireAnswer } from '../wire.js';

export function replyToSetConsent(call: AcceptedCall): WireAnswer {
  const consents = (call.body['consent'] ?? []) as ConsentObject[];
  const decision = decisionOf(consents);
  const preferences = preferencesIn(consents);
  return answerWithHandles(
    call,
    {
      handles:
        preferences === undefined ? [] : [{ type: 'consent:preferences', payload: [remember(call, preferences)] }],
      entries: entriesFor(call, decision),
    },
    { tellsRegion: false },
  );
}

/** A choice that leaves the decision open takes back an earlier one, unless it only updates something else. */
function entriesFor({ datastream, state, body }: AcceptedCall, decision: Consent | undefined): StateEntry[] {
  if (decision !== undefined) return [consentEntry(datastream.orgId, decision)];
  const takesBack = operationOf(body) === 'replace' && storedConsent(state) !== undefined;
  return takesBack ? [expiredConsent(datastream.orgId)] : [];
}

function remember({ memory, namespace, datastream, visitor, body }: AcceptedCall, said: JsonObject) {
  const key = `${datastream.orgId}/${visitor.ecid}`;
  const now = combined(memory.preferences.get(namespace, key), said, operationOf(body));
  memory.preferences.set(namespace, key, now);
  return preferencesHandle(now);
}

/** The reference says that a call replaces what was there; the mobile SDK always asks for an update of what it names. */
function operationOf({ query }: JsonObject): Operation {
  const consent = isObject(query) ? query['consent'] : undefined;
  return isObject(consent) && consent['operation'] === 'update' ? 'update' : 'replace';
}
