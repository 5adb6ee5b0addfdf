/** What a caller may say about one call, and the shapes of what is sent. */

import type { ApiVersion } from '../protocol/endpoints.js';

export interface IdentityItem {
  id: string;
  authenticatedState?: 'ambiguous' | 'authenticated' | 'loggedOut';
  primary?: boolean | 'true' | 'false';
}

export type IdentityMap = Record<string, IdentityItem[]>;

/** An event as it is reported to a datastream. The client writes the body around it. */
export interface EdgeEventInput {
  /** Experience Data Model fields. */
  xdm?: { eventType?: string; identityMap?: IdentityMap; [field: string]: unknown };
  /** Free-form data for services such as Target and for data prep. */
  data?: Record<string, unknown>;
  /** What is asked for with this event alone; of the call as a whole it is an option. */
  query?: Record<string, unknown>;
  /** Of this event alone, as well. */
  meta?: Record<string, unknown>;
}

export interface CallOptions {
  /** UUID under which the call can be traced; the answer's `requestId` begins with it. Without one the Edge Network makes its own. */
  requestId?: string | undefined;
  /** Top-level `query` of the body: `{ identity: { fetch: ['ECID'] } }`, `{ personalization: { decisionScopes: […] } }`. */
  query?: Record<string, unknown> | undefined;
  /** Top-level `meta` of the body; the visitor's state and `configOverrides` are merged into it. */
  meta?: Record<string, unknown> | undefined;
  /** Datastream configuration overrides, sent as `meta.configOverrides`. */
  configOverrides?: Record<string, unknown> | undefined;
  /** Another datastream than the configured one. */
  datastreamId?: string | undefined;
  /** @default 'v2' */
  version?: ApiVersion | undefined;
  /** Send token, API key and organisation to the server host, or none of them to the client-side host. @default true for v2, false for v1 */
  authenticated?: boolean | undefined;
  /** Region to go to, `or2`; null for none. @default the one that the visitor's last answer named */
  locationHint?: string | null | undefined;
  /** Added to the `identityMap` of every event of the call. */
  identityMap?: IdentityMap | undefined;
  /** Added to, or replacing, the headers that the client makes. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds to wait for one answer, 0 for ever. @default 15_000 */
  timeout?: number | undefined;
  /**
   * How often a 429, 502, 503 or 504 is sent again: 0 to 3, false for never. `Retry-After` is waited for, up to a
   * minute; an answer that asks for more is returned at once. @default 3
   */
  retry?: number | boolean | undefined;
}

export interface CollectOptions extends CallOptions {
  /** Ask for an empty 204 instead of a 202 with the request id. v2 only. */
  silent?: boolean | undefined;
}

/** A body that is sent as it is takes no fields; a version and a location hint stand in the path. */
export interface PostOptions extends Pick<
  CallOptions,
  'requestId' | 'datastreamId' | 'authenticated' | 'headers' | 'timeout' | 'retry'
> {
  /** Add nothing: no credentials, no datastream parameter. @default false */
  bare?: boolean | undefined;
}
