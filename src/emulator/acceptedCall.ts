/** A call that was found acceptable, with all that its answer depends on. */

import type { ApiVersion } from '../protocol/endpoints.js';
import type { StateEntry } from '../protocol/handles.js';
import type { JsonObject } from '../protocol/json.js';
import type { Consent } from './consent/choice.js';
import type { Datastream } from './datastreams/datastream.js';
import type { Host } from './host.js';
import type { Visitor } from './identity.js';
import type { MediaSessions } from './media/sessions.js';
import type { NamespacedStore } from './namespaced.js';
import type { Random } from './random.js';
import type { Region } from './region.js';
import type { ClientState } from './state.js';
import type { EmulatorRequest } from './wire.js';

export interface AcceptedCall {
  requestId: string;
  request: EmulatorRequest;
  version: ApiVersion;
  host: Host;
  namespace: string;
  /** Has passed the schema of the endpoint. */
  body: JsonObject;
  events: readonly JsonObject[];
  /** With the call's overrides applied. */
  datastream: Datastream;
  authenticated: boolean;
  visitor: Visitor;
  /** The identity to be written; undefined while what the client has is less than a day old. Made when it is needed. */
  renewedIdentity: () => StateEntry | undefined;
  /** As the client sent it. */
  state: ClientState;
  /** What the events say themselves. */
  saidConsent: Consent | undefined;
  /** What holds for this call. */
  consent: Consent;
  region: Region;
  nowMs: number;
  random: Random;
  memory: Memory;
}

/** What the emulator remembers from one call to the next. All of it is by namespace. */
export interface Memory {
  /** Consent preferences, by organisation and ECID. */
  preferences: NamespacedStore<JsonObject>;
  mediaSessions: MediaSessions;
}
