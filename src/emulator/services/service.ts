/** What a service of a datastream is to the emulator. */

import type { Handle } from '../../protocol/handles.js';
import type { JsonObject } from '../../protocol/json.js';
import type { AcceptedCall } from '../acceptedCall.js';
import type { ServiceDefinitions, ServiceName } from '../datastreams/definition.js';
import type { PersonalizationQuery } from '../personalization.js';

/** One event, in the call that brought it. */
export interface ServiceCall {
  call: AcceptedCall;
  event: JsonObject;
  eventIndex: number;
  /** Undefined when the event gets none. */
  personalization: PersonalizationQuery | undefined;
}

export type DefinitionOf<Name extends ServiceName> = NonNullable<ServiceDefinitions[Name]>;

export interface Service<Name extends ServiceName> {
  /** As problems name it. */
  upstreamName: string;
  /** What it adds to the answer; left out where nothing of the service shows there. */
  handles?: (definition: DefinitionOf<Name>, call: ServiceCall) => Handle[];
}
