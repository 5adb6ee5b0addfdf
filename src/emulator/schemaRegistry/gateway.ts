/**
 * Who may read: what the gateway in front of Adobe's platform asks of every request, and the sandbox.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/landing/troubleshooting
 */

import type { TokenClaims, TokenIssuer } from '../ims/tokens.js';
import { headerOf, type WireRequest } from '../wire.js';
import { GatewayRefusal, RegistryRefusal } from './refusal.js';

export interface Gateway {
  tokens: TokenIssuer;
  /** Sandboxes by organisation. */
  sandboxes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** @throws GatewayRefusal, or RegistryRefusal for a sandbox that there is not. */
export function admit(request: WireRequest, { tokens, sandboxes }: Gateway, nowMs: number): void {
  const authorization = given(request, 'authorization', () => new GatewayRefusal('403010', 'Oauth token is missing.'));
  const apiKey = given(request, 'x-api-key', () => new GatewayRefusal('403000', 'Api Key is required'));
  const claims = claimsOf(authorization, tokens, nowMs);
  if (claims === undefined) throw new GatewayRefusal('401013', 'Oauth token is not valid');
  if (apiKey !== claims.client_id) throw new GatewayRefusal('403003', 'Api Key is invalid');
  const orgId = given(request, 'x-gw-ims-org-id', () => new GatewayRefusal('400003', 'Missing header'));
  if (!claims.product_contexts.includes(orgId)) throw new GatewayRefusal('403025', 'Profile is not valid');
  const sandbox = given(request, 'x-sandbox-name', () => new GatewayRefusal('400003', 'Missing header'));
  if (sandboxes.get(orgId)?.has(sandbox) !== true) throw noSandbox(sandbox);
}

function given(request: WireRequest, name: string, refusal: () => GatewayRefusal): string {
  const value = (headerOf(request, name) ?? '').trim();
  if (value === '') throw refusal();
  return value;
}

/** @returns undefined for a token that is malformed, of another issuer, or expired: the gateway tells them apart not. */
function claimsOf(authorization: string, tokens: TokenIssuer, nowMs: number): TokenClaims | undefined {
  const [, token = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const claims = tokens.read(token);
  if (claims === undefined || !tokens.isSigned(token)) return undefined;
  return nowMs < Number(claims.created_at) + Number(claims.expires_in) ? claims : undefined;
}

/** Documented is the status alone: what is there may not be seen with these credentials. */
function noSandbox(sandbox: string): RegistryRefusal {
  const detail = `The sandbox '${sandbox}' does not exist, or the credential has no access to it.`;
  return new RegistryRefusal({ status: 403, title: 'Forbidden' }, detail);
}
