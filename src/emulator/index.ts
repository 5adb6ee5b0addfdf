/** Public entry `playwright-datastream/emulator`: a stand-in for the Edge Network. */

export { createEmulator, namespaceHeader } from './emulator.js';
export type { Emulator, EmulatorNamespace, EmulatorOptions } from './emulator.js';
export { serveEmulator } from './server.js';
export type { EmulatorServer, ServeOptions } from './server.js';
export { loadDatastreams } from './datastreamFile.js';
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
export type { EmulatorCall, EmulatorMessage } from './calls.js';
export type { PropositionNotification } from './notifications.js';
export type { TokenClaims, TokenOptions } from './ims/tokens.js';
export type { WireAnswer, WireRequest } from './wire.js';
