/** The endpoints that the emulator serves, and what is particular to each. */

import type { Endpoint } from '../protocol/endpoints.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import type { AcceptedCall } from './acceptedCall.js';
import { checkBody, type CheckBody } from './body.js';
import { consentRefusal } from './consent/refusal.js';
import { replyToAcquireIdentity } from './replies/acquireIdentity.js';
import { checkSilent, replyToCollect } from './replies/collect.js';
import { replyToInteract } from './replies/interact.js';
import { replyToSetConsent } from './replies/setConsent.js';
import type { WireAnswer } from './wire.js';

export interface EmulatedEndpoint {
  /** Refuses query parameters of its own that make no sense. */
  checkParameters?: (query: URLSearchParams) => void;
  /** Refuses a body that does not fit. */
  checkBody: CheckBody;
  eventsOf: (body: JsonObject) => readonly JsonObject[];
  /** Identities that hold for the whole call. */
  identityMapOf: (body: JsonObject) => unknown;
  reply: (call: AcceptedCall) => WireAnswer;
}

const emulated: Readonly<Record<string, EmulatedEndpoint>> = {
  '/v2/interact': {
    checkBody: checkBody('edge:interact-request'),
    eventsOf: ({ event }) => [event].filter(isObject),
    identityMapOf: mapInContext,
    reply: replyToInteract,
  },
  '/v2/collect': {
    checkParameters: checkSilent,
    checkBody: checkBody('edge:collect-request'),
    eventsOf: batch,
    identityMapOf: mapInContext,
    reply: replyToCollect,
  },
  '/v1/interact': {
    checkBody: checkBody('edge:interact-v1-request'),
    eventsOf: batch,
    identityMapOf: mapInContext,
    reply: replyToInteract,
  },
  '/v1/collect': {
    checkBody: checkBody('edge:collect-request'),
    eventsOf: batch,
    identityMapOf: mapInContext,
    reply: replyToCollect,
  },
  '/v1/privacy/set-consent': {
    checkBody: checkBody('edge:set-consent-request', consentRefusal),
    eventsOf: none,
    identityMapOf: ({ identityMap }) => identityMap,
    reply: replyToSetConsent,
  },
  '/v1/identity/acquire': {
    checkBody: checkBody('edge:identity-acquire-request'),
    eventsOf: none,
    identityMapOf: mapInContext,
    reply: replyToAcquireIdentity,
  },
};

export const emulatedPaths: readonly string[] = Object.keys(emulated);

/** @returns undefined for an endpoint of the Edge Network that the emulator does not serve. */
export function emulatedEndpoint({ path }: Endpoint): EmulatedEndpoint | undefined {
  return emulated[path];
}

function batch({ events }: JsonObject): readonly JsonObject[] {
  return Array.isArray(events) ? events.filter(isObject) : [];
}

function none(): readonly JsonObject[] {
  return [];
}

/** Mobile apps and the Web SDK put what holds for all events into an `xdm` beside them. */
function mapInContext({ xdm }: JsonObject): unknown {
  return isObject(xdm) ? xdm['identityMap'] : undefined;
}
