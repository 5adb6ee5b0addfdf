/**
 * Decides whether a call must prove who it is, and checks that it does.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/authentication
 */

import type { Datastream } from './datastreams/datastream.js';
import { credentialHeaders, type Host } from './host.js';
import type { TokenClaims, TokenIssuer } from './ims/tokens.js';
import { Refusal } from './problem.js';
import { headerOf, type WireRequest } from './wire.js';

const REQUIRED_SCOPE = 'acp.foundation';

export interface AuthenticationFacts {
  host: Host;
  datastream: Datastream;
  tokens: TokenIssuer;
  nowMs: number;
}

/** @returns whether the call is authenticated; false where nobody asked for a token, even when it carries one. */
export function authenticate(request: WireRequest, { host, datastream, tokens, nowMs }: AuthenticationFacts): boolean {
  if (host.kind !== 'server' && datastream.accessType === 'mixed') return false;
  const token = bearerToken(request);
  const claims = tokens.read(token);
  if (claims === undefined) {
    throw new Refusal('EXEG-0500-401', 'The Authorization header holds no token of the identity service (IMS).');
  }
  if (!tokens.isSigned(token)) {
    throw new Refusal('EXEG-0502-401', "The token's signature is not that of the emulator's identity service.");
  }
  checkClient(request, claims);
  checkLifetime(claims, nowMs);
  checkRights(request, { claims, datastream, tokens });
  return true;
}

function bearerToken(request: WireRequest): string {
  const missing = credentialHeaders.filter((name) => (headerOf(request, name) ?? '').trim() === '');
  if (missing.length > 0) {
    const [names, verb] = [missing.join(', '), missing.length === 1 ? 'is' : 'are'];
    throw new Refusal('EXEG-0500-401', `The call must be authenticated, and ${names} ${verb} missing in its headers.`);
  }
  const [, token] = /^Bearer +(\S+)$/i.exec(headerOf(request, 'authorization') ?? '') ?? [];
  if (token === undefined) {
    throw new Refusal('EXEG-0500-401', "The Authorization header must be 'Bearer ' and an access token.");
  }
  return token;
}

function checkClient(request: WireRequest, claims: TokenClaims): void {
  if (headerOf(request, 'x-api-key') === claims.client_id) return;
  throw new Refusal('EXEG-0500-401', 'The header x-api-key is not the client id that the token was issued to.');
}

function checkLifetime({ created_at, expires_in }: TokenClaims, nowMs: number): void {
  const expiresAtMs = Number(created_at) + Number(expires_in);
  if (nowMs < expiresAtMs) return;
  throw new Refusal('EXEG-0503-401', `The token expired at ${isoTime(expiresAtMs)}. Request a new one.`);
}

function checkRights(
  request: WireRequest,
  { claims, datastream, tokens }: { claims: TokenClaims; datastream: Datastream; tokens: TokenIssuer },
): void {
  const { orgId, sandbox } = datastream;
  const named = headerOf(request, 'x-gw-ims-org-id');
  if (named !== orgId) {
    throw new Refusal(
      'EXEG-0504-401',
      `The header x-gw-ims-org-id is '${named}', but the datastream is of '${orgId}'.`,
    );
  }
  if (!claims.product_contexts.includes(orgId)) {
    throw new Refusal('EXEG-0504-401', `The token has no Experience Platform product context for '${orgId}'.`);
  }
  if (!claims.scope.split(',').includes(REQUIRED_SCOPE)) {
    throw new Refusal('EXEG-0505-401', `The token lacks the scope '${REQUIRED_SCOPE}'.`);
  }
  if (!tokens.mayWrite(claims.client_id, sandbox)) {
    throw new Refusal('EXEG-0506-401', `The credential may not write data sets in the sandbox '${sandbox}'.`);
  }
}

function isoTime(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? String(epochMs) : date.toISOString();
}
