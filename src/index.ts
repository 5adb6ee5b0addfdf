/** Public surface of `playwright-datastream`. */

export {
  test,
  type EdgeEmulator,
  type EdgeFixtures,
  type EdgeWorkerFixtures,
  type PageFixtures,
  type PageWorkerFixtures,
} from './test.js';
export { expect } from './expect.js';

export { connect, type ClientOptions, type ConnectOptions, type EdgeConnection } from './connect.js';
export type { EdgeClient } from './edge/client.js';
export type { EdgeResponse } from './edge/response.js';
export type { MediaCalls, MediaCollection, MediaEventInput, MediaOptions } from './edge/media.js';
export type { AcquireOptions, ConsentInput, ConsentOptions } from './edge/visitorRequests.js';
export type {
  CallOptions,
  CollectOptions,
  EdgeEventInput,
  IdentityItem,
  IdentityMap,
  PostOptions,
} from './edge/options.js';
export type { EdgeConfig } from './config/config.js';
export type { EdgeOptions, EdgeXdmOptions } from './config/settings.js';
export type { FaultSpec, FetchedAnswer, Fulfilment, RouteCall, RouteHandler } from './emulator/index.js';
export type { CallSource, EdgeCall, EdgeEvent, SentRequest, Timing } from './traffic/call.js';
export type { LogicalRequest } from './traffic/logicalRequests.js';
export type { CallFilter, EdgeTraffic } from './traffic/traffic.js';
export type { FiredRule } from './page/tagRules.js';
export type { Tag } from './page/tag.js';
export type { TagExtension, TagRule } from './page/tagContents.js';
export type { TagLibrary } from './page/tagLibrary.js';
export type { TagScript } from './page/tagScripts.js';
export type { WebSdkInstance } from './page/tagWebSdk.js';
export type { TagLibraryExpectation } from './matchers/tagExpectation.js';
export type { Finding, Severity, XdmRule, XdmRules } from './schema/xdm/finding.js';
export type { Violation } from './schema/violation.js';
export type * from './protocol/handles.js';
export type { Problem, ProblemCode, ProblemReport } from './protocol/problems.js';
export { decodeIdentityCookie, encodeIdentityCookie, type IdentityCookie } from './protocol/identityCookie.js';
export { stateKey } from './protocol/cookies.js';

export {
  EdgeConfigError,
  EdgeConnectionError,
  EdgeCredentialsError,
  EdgeError,
  EdgePageError,
  EdgeUsageError,
  EdgeXdmError,
  type ErrorCode,
} from './errors.js';
