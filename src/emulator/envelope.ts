/** Writes the answer that carries handles: who the visitor is, what was found for the call, what the client keeps. */

import type { Handle, StateEntry } from '../protocol/handles.js';
import { locationHintTtlSeconds } from '../protocol/hosts.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import type { Problem } from '../protocol/problems.js';
import type { AcceptedCall } from './acceptedCall.js';
import { keepState } from './cookies.js';
import { answerIdentities } from './identity.js';
import type { Region } from './region.js';
import { lasting, renderEnvelope } from './rendering.js';
import { storeEntry } from './state.js';
import { framingOf } from './streaming.js';
import type { WireAnswer } from './wire.js';
import { writeEnvelope } from './writtenEnvelope.js';

/** What an endpoint has to say. */
export interface Findings {
  handles?: Handle[];
  errors?: Problem[];
  warnings?: Problem[];
  /** State to be kept beside identity and region. */
  entries?: StateEntry[];
}

export interface EnvelopeOptions {
  /** Namespaces to answer with when the call names none. @default none */
  defaultNamespaces?: readonly string[];
  /** Whether the client is told which region to go on with. @default true */
  tellsRegion?: boolean;
}

/** Handles stand in the order of recorded answers. A datastream that keeps no identity tells and keeps nothing. */
export function answerWithHandles(
  call: AcceptedCall,
  { handles = [], errors = [], warnings = [], entries = [] }: Findings,
  { defaultNamespaces = [], tellsRegion = true }: EnvelopeOptions = {},
): WireAnswer {
  const { datastream, region, visitor } = call;
  if (!datastream.identity.enabled) return written(call, { handles, errors, warnings });

  const asked = namespacesAskedFor(call.body) ?? defaultNamespaces;
  const identities = answerIdentities(visitor, asked, datastream);
  const cluster = tellsRegion ? [storeEntry(datastream.orgId, 'cluster', region.hint)] : [];
  const identity = call.renewedIdentity();
  const renewed = identity === undefined ? [] : [identity];
  const kept = keepState([...renewed, ...entries, ...cluster], call);
  const answer = written(call, {
    handles: [
      ...(identities.result === undefined ? [] : [{ type: 'identity:result', payload: identities.result }]),
      ...handles,
      ...(tellsRegion ? [locationHint(region)] : []),
      ...(kept.entries.length === 0 ? [] : [{ type: 'state:store', payload: kept.entries }]),
    ],
    errors,
    warnings: [...(identities.warning === undefined ? [] : [identities.warning]), ...warnings],
  });
  const cookies = [...kept.cookies, ...thirdPartyCookies(call)];
  if (cookies.length > 0) answer.headers['set-cookie'] = cookies;
  return answer;
}

function written({ requestId, body }: AcceptedCall, { handles, errors, warnings }: Findings): WireAnswer {
  return writeEnvelope({ requestId, handles, errors, warnings }, framingOf(body), renderEnvelope);
}

function namespacesAskedFor({ query }: JsonObject): readonly string[] | undefined {
  const identity = isObject(query) ? query['identity'] : undefined;
  const fetch = isObject(identity) ? identity['fetch'] : undefined;
  return Array.isArray(fetch) ? fetch.filter((namespace) => typeof namespace === 'string') : undefined;
}

const locationHints = new Map<string, Handle>();

function locationHint(region: Region): Handle {
  const handle = locationHints.get(region.hint) ?? lasting(makeLocationHint(region));
  locationHints.set(region.hint, handle);
  return handle;
}

function makeLocationHint({ hint, Target, AAM }: Region): Handle {
  const ttlSeconds = locationHintTtlSeconds;
  return {
    type: 'locationHint:result',
    payload: [
      ...(Target === undefined ? [] : [{ scope: 'Target', hint: Target, ttlSeconds }]),
      ...(AAM === undefined ? [] : [{ scope: 'AAM', hint: AAM, ttlSeconds }]),
      { scope: 'EdgeNetwork', hint, ttlSeconds },
    ],
  };
}

const THIRD_PARTY_MAX_AGE_SECONDS = 15_552_000;

/** The visitor's id on demdex.net, which the browser keeps whatever site it is on. */
function thirdPartyCookies({ host, visitor }: AcceptedCall): string[] {
  if (host.kind !== 'third-party' || visitor.thirdPartyId === undefined) return [];
  const attributes = `Path=/; Domain=demdex.net; Max-Age=${THIRD_PARTY_MAX_AGE_SECONDS}; Secure; SameSite=None`;
  return [`demdex=${visitor.thirdPartyId}; ${attributes}`];
}
