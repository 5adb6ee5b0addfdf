/** Answers to an event with what the datastream's services give for it. */

import type { Handle } from '../../protocol/handles.js';
import { locationHintTtlSeconds } from '../../protocol/hosts.js';
import { isObject, type JsonObject } from '../../protocol/json.js';
import type { Problem } from '../../protocol/problems.js';
import { consentWarning } from '../consent.js';
import type { AcceptedCall } from '../endpoints.js';
import { answerIdentities, identityState } from '../identity.js';
import { readPersonalization } from '../personalization.js';
import type { Region } from '../region.js';
import { callServices, type Outcome } from '../services/callServices.js';
import { storeEntry } from '../state.js';
import { jsonAnswer, type WireAnswer } from '../wire.js';

/** Handles stand in the order of recorded answers: who the visitor is, what services give, what the client keeps. */
export function replyToInteract(call: AcceptedCall): WireAnswer {
  const { datastream, visitor, region, nowMs } = call;
  const keepsState = datastream.identity.enabled;
  const identity = keepsState ? answerIdentities(visitor, namespacesAskedFor(call.body), datastream) : undefined;
  const renewed = keepsState ? identityState(visitor, datastream.orgId, region, nowMs) : undefined;
  const outcome = outcomeOf(call, renewed !== undefined);
  const kept = [renewed, storeEntry(datastream.orgId, 'cluster', region.hint)].filter((entry) => entry !== undefined);

  const handle: Handle[] = [
    ...(identity?.result === undefined ? [] : [{ type: 'identity:result', payload: identity.result }]),
    ...outcome.handles,
    ...(keepsState ? [locationHint(region), { type: 'state:store', payload: kept }] : []),
  ];
  return envelope(call.requestId, handle, {
    errors: outcome.errors,
    warnings: [...(identity?.warning === undefined ? [] : [identity.warning]), ...outcome.warnings],
  });
}

/** An error of a service makes the status 207; warnings alone leave it at 200. */
function envelope(
  requestId: string,
  handle: Handle[],
  { errors, warnings }: { errors: Problem[]; warnings: Problem[] },
): WireAnswer {
  return jsonAnswer(errors.length > 0 ? 207 : 200, {
    requestId,
    handle,
    ...(errors.length > 0 ? { errors } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  });
}

function outcomeOf(call: AcceptedCall, identityRenewed: boolean): Outcome {
  const total: Outcome = { handles: [], errors: [], warnings: [] };
  for (const [eventIndex, event] of call.events.entries()) {
    const personalization = readPersonalization(call.version, call.body, event);
    if (call.consent === 'out') {
      total.warnings.push(consentWarning(eventIndex));
      continue;
    }
    const { handles, errors, warnings } = callServices({
      eventIndex,
      personalization,
      authenticated: call.authenticated,
      visitor: call.visitor,
      identityRenewed,
      services: call.datastream.services,
      random: call.random,
    });
    total.handles.push(...handles);
    total.errors.push(...errors);
    total.warnings.push(...warnings);
  }
  return total;
}

function namespacesAskedFor({ query }: JsonObject): readonly string[] {
  const identity = isObject(query) ? query['identity'] : undefined;
  const fetch = isObject(identity) ? identity['fetch'] : undefined;
  return Array.isArray(fetch) ? fetch.filter((namespace) => typeof namespace === 'string') : [];
}

function locationHint({ hint, Target, AAM }: Region): Handle {
  const ttlSeconds = locationHintTtlSeconds;
  return {
    type: 'locationHint:result',
    payload: [
      ...(Target === undefined ? [] : [{ scope: 'Target', hint: Target, ttlSeconds }]),
      ...(AAM === undefined ? [] : [{ scope: 'AAM', hint: AAM, ttlSeconds }]),
      { scope: 'EdgeNetwork', hint, ttlSeconds },
    ],
  };
}
