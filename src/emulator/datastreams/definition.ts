/** What a datastream file says: which datastreams exist, what they answer, and who may call them. */

import type { ActivationPush, IdentityExchange, PropositionItem } from '../../protocol/handles.js';

export interface DatastreamsFile {
  /** The first one is the one that clients get when they name none. */
  datastreams: DatastreamDefinition[];
  /** Beside the built-in credential `emulator`, whose secret is `emulator`. */
  credentials?: CredentialDefinition[];
}

export interface DatastreamDefinition {
  /** As requests name it. Requests may add `:dev`, `:stage` or `:prod`. */
  id: string;
  /** For people, and for specs that look a datastream up. */
  name: string;
  /** Ends in `@AdobeOrg`. */
  orgId: string;
  /** @default 'prod' */
  sandbox?: string;
  /** @default true */
  enabled?: boolean;
  /** `authenticated` asks for a token on every host. @default 'mixed' */
  accessType?: 'mixed' | 'authenticated';
  /** What is missing behind the datastream: every call is refused with EXEG-0010, 0011 or 0012. */
  misconfigured?: 'organisation' | 'platform' | 'sandbox';
  /** ISO 3166 codes. A call's country is that of the header `x-edge-emulator-country`, or of its events. */
  blockedCountries?: string[];
  /** What holds for a visitor who has not chosen yet. @default 'in' */
  defaultConsent?: 'in' | 'out';
  identity?: IdentityDefinition;
  /** Values that `meta.configOverrides` may set, or `any`. `enabled: false` of a service needs no entry. */
  allowedOverrides?: Partial<Record<OverridablePath, (string | number)[] | 'any'>>;
  services?: ServiceDefinitions;
}

export interface IdentityDefinition {
  /**
   * Off: the datastream keeps nothing on the client, so no identity, no state and no location hint is answered.
   * @default true
   */
  enabled?: boolean;
  /** Namespaces that the sandbox knows besides Adobe's own. */
  namespaces?: string[];
  /** An identity map of these namespaces alone needs no primary identity. @default ['ECID'] */
  namespacesWithoutPrimary?: string[];
  /** What `query.identity.fetch` may ask for. @default ['ECID', 'CORE'] */
  fetchableNamespaces?: string[];
  /** Namespaces that events may not carry: EXEG-0304. @default none */
  refusedNamespaces?: string[];
  /** Name of the cookie that holds the first-party device id. @default 'FPID' */
  fpidCookie?: string;
}

/** @see https://experienceleague.adobe.com/en/docs/experience-platform/datastreams/overrides */
export type OverridablePath =
  | 'com_adobe_experience_platform.datasets.event.datasetId'
  | 'com_adobe_analytics.reportSuites'
  | 'com_adobe_identity.idSyncContainerId'
  | 'com_adobe_target.propertyToken';

export interface ServiceDefinition {
  enabled: boolean;
  /** Why the service gives nothing: the call is then answered with 207 and the service's error. */
  upstream?: 'down' | 'slow' | 'rejecting' | 'failing' | 'starved';
  /** The service gives what it should, and the answer carries this warning. */
  warning?: { message: string; code: number };
}

/** A service that is not named is off. */
export interface ServiceDefinitions {
  /** Storage of events; nothing of it shows in an answer. */
  experiencePlatform?: ServiceDefinition;
  /** Gives destinations their audiences. */
  edgeSegmentation?: ServiceDefinition;
  edgeDestinations?: ServiceDefinition & { destinations?: DestinationDefinition[] };
  offerDecisioning?: ServiceDefinition & { offers?: DecisionDefinition[] };
  journeyOptimizer?: ServiceDefinition & { offers?: SurfaceOfferDefinition[] };
  target?: ServiceDefinition & { propertyToken?: string; offers?: TargetOfferDefinition[] };
  audienceManager?: ServiceDefinition & { activations?: ActivationPush[] };
  idSync?: ServiceDefinition & { exchanges?: IdentityExchange[] };
  /** Nothing of it shows in an answer. */
  analytics?: ServiceDefinition;
  /** Nothing of it shows in an answer. */
  eventForwarding?: ServiceDefinition;
  /** Gives media sessions. */
  mediaAnalytics?: ServiceDefinition;
}

export type ServiceName = keyof ServiceDefinitions;

/** A personalization destination: `activation:pull`. */
export interface DestinationDefinition {
  destinationId: string;
  alias: string;
  segments: { id: string; namespace?: string }[];
  /** Profile attributes; answered in authenticated calls only. */
  attributes?: Record<string, string | number | boolean>;
}

interface OfferDefinition {
  /** Given, too, when a v2 call asks for no scope and no surface. @default false */
  default?: boolean;
  activity: { id: string; name?: string; etag?: string };
  items: PropositionItem[];
}

/** A Target activity, asked for by the name of its scope (mbox); `__view__` is the page as a whole. */
export interface TargetOfferDefinition extends OfferDefinition {
  scope: string;
  /** A view of a single-page application: `scopeDetails.characteristics.scopeType` is `view`. */
  isView?: boolean;
  experience: { id: string; name?: string };
  /** Given only while the datastream, or an override, names this property. */
  propertyToken?: string;
}

/** An offer decision, asked for by the Base64 of its activity and placement ids. */
export interface DecisionDefinition extends OfferDefinition {
  placement: { id: string; name?: string; etag?: string; channel?: string; componentType?: string };
}

/** A Journey Optimizer campaign or code-based experience, asked for by its surface. */
export interface SurfaceOfferDefinition extends OfferDefinition {
  /** `web://host/path`, `webapp://…` or `mobileapp://…` */
  surface: string;
  priority?: number;
  rank?: number;
}

/** A client of the identity service. What it lacks is what its calls are refused for. */
export interface CredentialDefinition {
  clientId: string;
  clientSecret: string;
  /** Scopes that its tokens hold besides those asked for. @default ['acp.foundation'], without which calls get EXEG-0505 */
  scopes?: string[];
  /** Organisations with an Experience Platform product context; calls for others get EXEG-0504. @default all of the file */
  productContexts?: string[];
  /** Sandboxes it may write to; calls for others get EXEG-0506. @default all */
  writableSandboxes?: string[];
  /** Zero or less: expired when issued, although the identity service promises a day. @default 86399 */
  tokenLifetimeSeconds?: number;
}
