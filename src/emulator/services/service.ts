/** What a service of a datastream is to the emulator. */

import type { Handle } from '../../protocol/handles.js';
import type { ServiceDefinitions, ServiceName } from '../datastreams/definition.js';
import type { Visitor } from '../identity.js';
import type { PersonalizationQuery } from '../personalization.js';
import type { Random } from '../random.js';

/** One event, with all that services need to know of the call that brought it. */
export interface ServiceCall {
  eventIndex: number;
  /** Undefined when the event gets none. */
  personalization: PersonalizationQuery | undefined;
  /** Whether the call proved who it is: only then are profile attributes given. */
  authenticated: boolean;
  visitor: Visitor;
  /** The identity state is being written: a first visit, or the first of a day. */
  identityRenewed: boolean;
  /** All services of the datastream, for those that depend on each other. */
  services: ServiceDefinitions;
  random: Random;
}

export type DefinitionOf<Name extends ServiceName> = NonNullable<ServiceDefinitions[Name]>;

export interface Service<Name extends ServiceName> {
  /** As problems name it. */
  upstreamName: string;
  /** What it adds to the answer; left out where nothing of the service shows there. */
  handles?: (definition: DefinitionOf<Name>, call: ServiceCall) => Handle[];
}
