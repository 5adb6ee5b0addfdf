/** Answers to events with what the datastream's services give for each. */

import type { AcceptedCall } from '../acceptedCall.js';
import { consentEntry, consentWarning, storedConsent } from '../consent/choice.js';
import { answerWithHandles, type Findings } from '../envelope.js';
import { readPersonalization } from '../personalization.js';
import { callServices, type Outcome } from '../services/callServices.js';
import type { WireAnswer } from '../wire.js';

export function replyToInteract(call: AcceptedCall): WireAnswer {
  return answerWithHandles(call, { ...outcomeOf(call), entries: changedConsent(call) });
}

function outcomeOf(call: AcceptedCall): Outcome {
  const total: Outcome = { handles: [], errors: [], warnings: [] };
  for (const [eventIndex, event] of call.events.entries()) {
    const personalization = readPersonalization(call.version, call.body, event);
    if (call.consent === 'out') {
      total.warnings.push(consentWarning(eventIndex));
      continue;
    }
    const { handles, errors, warnings } = callServices({ call, event, eventIndex, personalization });
    total.handles.push(...handles);
    total.errors.push(...errors);
    total.warnings.push(...warnings);
  }
  return total;
}

/** A choice that the events themselves brought is kept, so that the next call need not bring it again. */
function changedConsent({ saidConsent, state, datastream }: AcceptedCall): NonNullable<Findings['entries']> {
  if (saidConsent === undefined || saidConsent === storedConsent(state)) return [];
  return [consentEntry(datastream.orgId, saidConsent)];
}
