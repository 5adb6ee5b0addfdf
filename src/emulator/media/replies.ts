/** Answers to the 19 requests of the Media Edge API. */

import type { MediaEvent } from '../../protocol/endpoints.js';
import { isObject, type JsonObject } from '../../protocol/json.js';
import { problemStatus, problemType, type Problem } from '../../protocol/problems.js';
import type { AcceptedCall } from '../acceptedCall.js';
import { consentWarning } from '../consent/choice.js';
import { answerWithHandles } from '../envelope.js';
import { Refusal } from '../problem.js';
import { callMediaAnalytics, type Outcome } from '../services/callServices.js';
import { emptyAnswer, type WireAnswer } from '../wire.js';
import { faultsByEvent, isWithoutSession } from './events.js';
import type { MediaDetails } from './faults.js';

export function replyToMedia(event: MediaEvent): (call: AcceptedCall) => WireAnswer {
  if (isWithoutSession(event))
    return (call) => answerWithHandles(call, outcomeOf(call, faultsByEvent(event, call.body)));
  return (call) => replyInSession(call, event === 'sessionEnd');
}

/** Where all is well nothing is answered: a player sends such an event every few seconds. */
function replyInSession(call: AcceptedCall, isEnd: boolean): WireAnswer {
  const outcome = outcomeOf(call);
  const wasHeard = outcome.errors.length === 0 && call.consent === 'in';
  if (wasHeard) tellSessions(call, isEnd);
  const hasNews = outcome.errors.length > 0 || outcome.warnings.length > 0;
  return hasNews ? answerWithHandles(call, outcome) : emptyAnswer(204);
}

function outcomeOf(call: AcceptedCall, faults: ReadonlyMap<number, MediaDetails> = new Map()): Outcome {
  const outcome: Outcome = { handles: [], errors: [], warnings: [] };
  for (const [eventIndex, event] of call.events.entries()) {
    const details = faults.get(eventIndex);
    if (details !== undefined) outcome.errors.push(invalidEvent(eventIndex, details));
    else if (call.consent === 'out') outcome.warnings.push(consentWarning(eventIndex));
    else callMediaAnalytics({ call, event, eventIndex, personalization: undefined }, outcome);
  }
  return outcome;
}

/** Without the sentence of the fatal problem, and under another title: that is how the service words it beside handles. */
function invalidEvent(eventIndex: number, details: MediaDetails): Problem {
  const code = 'va-edge-0400-400';
  const report = { eventIndex, details };
  return { type: problemType(code), status: problemStatus(code), title: 'Invalid request', report };
}

/** All of them are found before one is told anything, so that a refused call has changed nothing. */
function tellSessions(call: AcceptedCall, isEnd: boolean): void {
  const sessions = call.memory.mediaSessions;
  const collections = call.events.map(mediaCollectionOf);
  for (const { sessionID } of collections) {
    const why = sessions.whyGone(call, String(sessionID));
    if (why === undefined) continue;
    throw new Refusal(
      'va-edge-0404-404',
      'The media session is not running. Start a new one with media.sessionStart.',
      {
        details: `The session '${String(sessionID)}' takes no events: ${why}.`,
      },
    );
  }
  for (const { sessionID, playhead } of collections) {
    if (isEnd) sessions.end(call, String(sessionID));
    else sessions.heard(call, String(sessionID), playhead);
  }
}

function mediaCollectionOf({ xdm }: JsonObject): JsonObject {
  const collection = isObject(xdm) ? xdm['mediaCollection'] : undefined;
  return isObject(collection) ? collection : {};
}
