/** Answers to a visitor's choice: it is kept on the client, and preferences are told as they are from now on. */

import { isObject, type JsonObject } from '../../protocol/json.js';
import type { AcceptedCall } from '../acceptedCall.js';
import { consentEntry } from '../consent/choice.js';
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
      entries: decision === undefined ? [] : [consentEntry(call.datastream.orgId, decision)],
    },
    { tellsRegion: false },
  );
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
