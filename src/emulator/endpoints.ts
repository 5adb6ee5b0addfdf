/** The endpoints that the emulator serves, and what is particular to each. */

import type { ApiVersion, Endpoint } from '../protocol/endpoints.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import type { Datastream } from './datastreams/datastream.js';
import type { Consent } from './consent.js';
import type { Visitor } from './identity.js';
import type { Random } from './random.js';
import type { Region } from './region.js';
import { checkSilent, replyToCollect } from './replies/collect.js';
import { replyToInteract } from './replies/interact.js';
import type { WireAnswer } from './wire.js';

/** A call that was found acceptable. */
export interface AcceptedCall {
  requestId: string;
  query: URLSearchParams;
  version: ApiVersion;
  /** Has passed the schema of the endpoint. */
  body: JsonObject;
  events: readonly JsonObject[];
  /** With the call's overrides applied. */
  datastream: Datastream;
  authenticated: boolean;
  visitor: Visitor;
  consent: Consent;
  region: Region;
  nowMs: number;
  random: Random;
}

export interface EmulatedEndpoint {
  /** Id of the bundled schema for its requests. */
  schema: string;
  /** Refuses query parameters of its own that make no sense. */
  checkParameters?: (query: URLSearchParams) => void;
  eventsOf: (body: JsonObject) => readonly JsonObject[];
  reply: (call: AcceptedCall) => WireAnswer;
}

const emulated: Readonly<Record<string, EmulatedEndpoint>> = {
  '/v2/interact': {
    schema: 'edge:interact-request',
    eventsOf: ({ event }) => [event].filter(isObject),
    reply: replyToInteract,
  },
  '/v2/collect': {
    schema: 'edge:collect-request',
    checkParameters: checkSilent,
    eventsOf: ({ events }) => (Array.isArray(events) ? events.filter(isObject) : []),
    reply: replyToCollect,
  },
};

export const emulatedPaths: readonly string[] = Object.keys(emulated);

/** @returns undefined for an endpoint of the Edge Network that the emulator does not serve. */
export function emulatedEndpoint({ path }: Endpoint): EmulatedEndpoint | undefined {
  return emulated[path];
}
