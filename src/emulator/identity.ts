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
  const { identities, state, isThirdParty } = sources;
  const stored = decodeIdentityCookie(state.get('identity') ?? '');
  const thirdPartyId = isThirdParty ? thirdPartyIdIn(state, random) : undefined;
  const { ecid, source } = foundIdentity(sources, stored, thirdPartyId) ?? {
    ecid: decimalDigits(38, random),
    source: 'random' as const,
  };
  return {
    ecid,
    source,
    stored: stored?.ecid === ecid ? stored : undefined,
    identities,
    ...(thirdPartyId === undefined ? {} : { thirdPartyId }),
  };
}

/** @returns undefined for a visitor of whom nothing is known. */
function foundIdentity(
  { identities, state, datastream }: IdentitySources,
  stored: IdentityCookie | undefined,
  thirdPartyId: string | undefined,
): Pick<Visitor, 'ecid' | 'source'> | undefined {
  const { orgId, identity } = datastream;
  const received = idIn(identities, 'ECID');
  if (received !== undefined) return { ecid: received, source: 'received' };
  if (isEcid(stored?.ecid)) return { ecid: stored.ecid, source: stored.source ?? 'random' };
  const fpid = idIn(identities, 'FPID') ?? state.cookie(identity.fpidCookie);
  if (isFpid(fpid)) return { ecid: ecidFrom(`${orgId}/${fpid.toLowerCase()}`), source: 'first-party' };
  // The same browser is the same visitor on all sites of an organisation, as far as third-party cookies go.
  if (thirdPartyId !== undefined) return { ecid: ecidFrom(`${orgId}/demdex/${thirdPartyId}`), source: 'third-party' };
  return undefined;
}

function idIn(identities: readonly Identity[], wanted: string): string | undefined {
  return identities.find(({ namespace }) => namespace === wanted)?.id;
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
  const known = idIn(identities, namespace);
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
