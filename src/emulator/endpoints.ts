/** The endpoints that the emulator serves, and what is particular to each. */

import { mediaEvents, type Endpoint, type MediaEvent } from '../protocol/endpoints.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import type { AcceptedCall } from './acceptedCall.js';
import { checkBody, type CheckBody } from './body.js';
import { consentRefusal } from './consent/refusal.js';
import { checkMediaBody, mediaEventsIn } from './media/events.js';
import { replyToMedia } from './media/replies.js';
import { replyToAcquireIdentity } from './replies/acquireIdentity.js';
import { checkSilent, replyToCollect } from './replies/collect.js';
import { replyToInteract } from './replies/interact.js';
import { replyToSetConsent } from './replies/setConsent.js';
import type { WireAnswer } from './wire.js';

export interface EmulatedEndpoint {
  /** Nobody is asked for a token, whatever the host, unless the datastream asks everybody. @default false */
  isOpen?: boolean;
  /** Refuses query parameters of its own that make no sense. */
  checkParameters?: (query: URLSearchParams) => void;
  /** Refuses a body that does not fit. */
  checkBody: CheckBody;
  eventsOf: (body: JsonObject) => readonly JsonObject[];
  /** Identities that hold for the whole call. */
  identityMapOf: (body: JsonObject) => unknown;
  reply: (call: AcceptedCall) => WireAnswer;
}

const general: Readonly<Record<string, EmulatedEndpoint>> = {
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

const media = mediaEvents.map((event) => [`/va/v1/${event}`, mediaEndpoint(event)] as const);

const emulated: Readonly<Record<string, EmulatedEndpoint>> = { ...general, ...Object.fromEntries(media) };

/** As they are listed for people. */
export const emulatedPaths: readonly string[] = [...Object.keys(general), '/va/v1/{media event}'];

/** @returns undefined for an endpoint of the Edge Network that the emulator does not serve. */
export function emulatedEndpoint({ path }: Endpoint): EmulatedEndpoint | undefined {
  return emulated[path];
}

/** @see https://developer.adobe.com/data-collection-apis/docs/endpoints/media/ */
function mediaEndpoint(event: MediaEvent): EmulatedEndpoint {
  return {
    isOpen: true,
    checkBody: checkMediaBody(event),
    eventsOf: (body) => mediaEventsIn(event, body),
    identityMapOf: mapInContext,
    reply: replyToMedia(event),
  };
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
