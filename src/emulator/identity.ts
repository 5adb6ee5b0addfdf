/**
 * Who the visitor is. An ECID is taken from the first place that has one, in the documented order: identity map,
 * identity state, first-party id in the identity map, first-party id cookie; and made up where none has. On the
 * third-party host the id in its own cookie comes last.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/web-sdk/identity/first-party-device-ids
 */

import { createHash } from 'node:crypto';
import { isEcid } from '../protocol/ecid.js';
import type { IdentityResult, StateEntry } from '../protocol/handles.js';
import { decodeIdentityCookie, encodeIdentityCookie, type IdentityCookie } from '../protocol/identityCookie.js';
import type { Problem } from '../protocol/problems.js';
import type { Datastream } from './datastreams/datastream.js';
import { isFpid, type Identity } from './identityMap.js';
import { problem } from './problem.js';
import { decimalDigits, type Random } from './random.js';
import type { Region } from './region.js';
import { storeEntry, type ClientState } from './state.js';

/** The identity state is written again when it is older than this, so that its lifetime starts anew. */
const REWRITE_AFTER_MS = 24 * 60 * 60_000;

export interface Visitor {
  ecid: string;
  source: NonNullable<IdentityCookie['source']>;
  /** What the client still has of it; undefined when it has none, or that of somebody else. */
  stored: IdentityCookie | undefined;
  /** All that the event says of the visitor. */
  identities: readonly Identity[];
  /** On the third-party host: its own id of the browser, from its cookie or new. */
  thirdPartyId?: string;
}

export interface IdentitySources {
  /** Of the first event, or of the call as a whole. */
  identities: readonly Identity[];
  state: ClientState;
  datastream: Datastream;
  /** The call came to the third-party host. */
  isThirdParty: boolean;
}

export function identify(sources: IdentitySources, random: Random): Visitor {
  const { identities, state, datastream, isThirdParty } = sources;
  const { orgId, identity } = datastream;
  const stored = decodeIdentityCookie(state.get('identity') ?? '');
  const thirdPartyId = isThirdParty ? thirdPartyIdIn(state, random) : undefined;
  const inMap = (namespace: string) => identities.find((candidate) => candidate.namespace === namespace)?.id;
  const visitor = (ecid: string, source: Visitor['source']): Visitor => ({
    ecid,
    source,
    stored: stored?.ecid === ecid ? stored : undefined,
    identities,
    ...(thirdPartyId === undefined ? {} : { thirdPartyId }),
  });

  const received = inMap('ECID');
  if (received !== undefined) return visitor(received, 'received');
  if (isEcid(stored?.ecid)) return visitor(stored.ecid, stored.source ?? 'random');
  const fpid = inMap('FPID') ?? state.cookie(identity.fpidCookie);
  if (isFpid(fpid)) return visitor(ecidFrom(`${orgId}/${fpid.toLowerCase()}`), 'first-party');
  // The same browser is the same visitor on all sites of an organisation, as far as third-party cookies go.
  if (thirdPartyId !== undefined) return visitor(ecidFrom(`${orgId}/demdex/${thirdPartyId}`), 'third-party');
  return visitor(decimalDigits(38, random), 'random');
}

/** @returns undefined while what the client has is less than a day old. */
export function identityState(visitor: Visitor, orgId: string, region: Region, nowMs: number): StateEntry | undefined {
  const { ecid, source, stored } = visitor;
  const ageMs = nowMs - (stored?.writtenAtMs ?? Number.NEGATIVE_INFINITY);
  if (ageMs >= 0 && ageMs < REWRITE_AFTER_MS) return undefined;
  const cookie: IdentityCookie = {
    ecid,
    createdAtMs: stored?.createdAtMs ?? nowMs,
    isNew: stored === undefined && source === 'random',
    deviceType: 'browser',
    region: region.hint.toUpperCase(),
    source,
    writtenAtMs: nowMs,
  };
  return storeEntry(orgId, 'identity', encodeIdentityCookie(cookie));
}

export interface IdentityAnswer {
  /** Undefined when the call asks for no identity. */
  result: IdentityResult[] | undefined;
  warning: Problem | undefined;
}

/** @param fetch `query.identity.fetch`: the namespaces that the call asks for. */
export function answerIdentities(visitor: Visitor, fetch: readonly string[], { identity }: Datastream): IdentityAnswer {
  const allowed = identity.fetchableNamespaces;
  const unauthorized = fetch.filter((namespace) => !allowed.includes(namespace));
  const granted = fetch.filter((namespace) => allowed.includes(namespace));
  const result = granted.flatMap((code) => {
    const id = identityIn(code, visitor);
    return id === undefined ? [] : [{ id, namespace: { code } }];
  });
  return {
    result: granted.length > 0 ? result : undefined,
    warning:
      unauthorized.length > 0
        ? problem(
            'EXEG-0303-200',
            `Identities in ${unauthorized.join(', ')} may not be fetched. Allowed are: ${allowed.join(', ')}.`,
          )
        : undefined,
  };
}

function identityIn(namespace: string, { ecid, identities, thirdPartyId }: Visitor): string | undefined {
  if (namespace === 'ECID') return ecid;
  const known = identities.find((candidate) => candidate.namespace === namespace)?.id;
  // It lives in a cookie of demdex.net and belongs to the browser; elsewhere it at least stays the same with the ECID.
  return known ?? (namespace === 'CORE' ? (thirdPartyId ?? ecidFrom(`CORE/${ecid}`)) : undefined);
}

function thirdPartyIdIn(state: ClientState, random: Random): string {
  const kept = state.cookie('demdex');
  return isEcid(kept) ? kept : decimalDigits(38, random);
}

/** The same 38 digits for the same seed, always. */
function ecidFrom(seed: string): string {
  const hash = BigInt(`0x${createHash('sha256').update(seed).digest('hex')}`);
  return (hash % 10n ** 38n).toString().padStart(38, '0');
}
