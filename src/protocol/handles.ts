/**
 * The handle types of an answer and what one item of each payload holds.
 * Optional fields are those that some real answer leaves out. Adobe announces that answers may gain fields at any time.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/endpoints/interact/
 */

/** One part of an answer. `eventIndex` names the event that it answers; handles of the whole request have none. */
export interface Handle {
  type: string;
  payload: unknown[];
  eventIndex?: number;
}

/** An identity of the visitor, in answer to `query.identity.fetch`. */
export interface IdentityResult {
  id: string;
  namespace: { code: string };
}

/** A value that the client must send back with its next request. */
export interface StateEntry {
  key: string;
  /** May be empty. */
  value: string;
  /** Seconds; absent means until the session ends, zero or less means delete. */
  maxAge?: number;
  attrs?: { SameSite?: string };
}

/** The region that next requests should go to. */
export interface LocationHintResult {
  scope: 'Target' | 'AAM' | 'EdgeNetwork';
  hint: string;
  ttlSeconds: number;
}

export interface PropositionItem {
  id: string;
  /** URI that says what `data` holds, for example `https://ns.adobe.com/personalization/json-content-item`. */
  schema: string;
  etag?: string;
  name?: string;
  priority?: number;
  score?: number;
  meta?: Record<string, string>;
  data?: Record<string, unknown>;
  characteristics?: Record<string, unknown>;
}

/** An offer that a decision provider chose for one scope or surface. */
export interface Proposition {
  id: string;
  scope: string;
  /** From Target and Journey Optimizer. */
  scopeDetails?: {
    decisionProvider?: 'TGT' | 'AJO' | (string & {});
    activity?: { id: string; [field: string]: unknown };
    experience?: { id: string };
    strategies?: Record<string, unknown>[];
    characteristics?: Record<string, unknown>;
    correlationID?: string;
    rank?: number;
  };
  /** From offer decisioning. */
  activity?: { id: string; etag?: string; name?: string };
  placement?: { id: string; etag?: string; name?: string; channel?: string; componentType?: string };
  items: PropositionItem[];
}

/** Audiences, and in authenticated calls profile attributes, of a personalization destination. */
export interface ActivationPull {
  type?: 'profileLookup';
  destinationId?: string;
  alias?: string;
  segments: { id: string; namespace?: string }[];
  attributes?: Record<string, { value: unknown }>;
}

/** A pixel for the client to fire, or a cookie for it to set. */
export type ActivationPush =
  | { type: 'url'; id?: number; spec: { url: string; hideReferrer?: boolean; ttlMinutes?: number } }
  | { type: 'cookie'; spec: { name: string; value?: string; domain?: string; ttlDays?: number } };

/** A third-party id sync for the client to call. */
export interface IdentityExchange {
  type: 'url';
  id: number;
  spec: { url: string; hideReferrer?: boolean; ttlMinutes?: number };
}

export interface MediaSession {
  /** 64 lower-case hexadecimal digits; sent back as `mediaCollection.sessionID`. */
  sessionId: string;
}

export interface ConsentPreferences {
  collect?: { val: string };
  adID?: { val: string };
  personalize?: { content?: { val: string } };
  metadata?: { time: string };
}

/** Payload item by handle type. */
export interface HandlePayloads {
  'identity:result': IdentityResult;
  'state:store': StateEntry;
  'locationHint:result': LocationHintResult;
  'personalization:decisions': Proposition;
  'activation:pull': ActivationPull;
  'activation:push': ActivationPush;
  'identity:exchange': IdentityExchange;
  'media-analytics:new-session': MediaSession;
  'consent:preferences': ConsentPreferences;
  'brand-concierge:conversation': Record<string, unknown>;
  'rtml:inferences': Record<string, unknown>;
  'identity:persist': IdentityResult;
}

export type HandleType = keyof HandlePayloads;

export const handleTypes = [
  'identity:result',
  'state:store',
  'locationHint:result',
  'personalization:decisions',
  'activation:pull',
  'activation:push',
  'identity:exchange',
  'media-analytics:new-session',
  'consent:preferences',
  'brand-concierge:conversation',
  'rtml:inferences',
  'identity:persist',
] as const satisfies readonly HandleType[];

export function isHandleType(type: string): type is HandleType {
  return (handleTypes as readonly string[]).includes(type);
}
