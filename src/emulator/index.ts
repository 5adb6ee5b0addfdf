/** Public entry `playwright-datastream/emulator`: a stand-in for the Edge Network. */

export { createEmulator } from './emulator.js';
export { namespaceHeader } from '../protocol/namespace.js';
export type { Emulator, EmulatorNamespace, EmulatorOptions } from './emulator.js';
export { serveEmulator } from './server.js';
export type { EmulatorServer, ServeOptions } from './server.js';
export { loadDatastreams } from './datastreamFile.js';
export { loadRegistrySchemas } from './schemaRegistry/schemas.js';
export { demoDatastream } from './datastreams/demo.js';
export type { DatastreamChanges } from './datastreams/catalog.js';
export type {
  CredentialDefinition,
  DatastreamDefinition,
  DatastreamsFile,
  DestinationDefinition,
  IdentityDefinition,
  ServiceDefinition,
  ServiceDefinitions,
} from './datastreams/definition.js';
export type { EndpointChoice } from './endpointNames.js';
export type { FaultedCalls, FaultEffects, FaultProblem, FaultSpec } from './faults/spec.js';
export type { Fulfilment, GivenProblem } from './routes/fulfilment.js';
export type { FetchedAnswer, RouteCall } from './routes/routeCall.js';
export type { RouteHandler, RouteOptions } from './routes/routes.js';
export type { EmulatorCall, EmulatorMessage, VisitorState } from './emulatorCall.js';
export type { Assurance } from './assurance.js';
export type { PropositionNotification } from './notifications.js';
export type { TokenClaims, TokenOptions } from './ims/tokens.js';
export type { Delivery, Follow, WireAnswer, WireRequest } from './wire.js';
