/**
 * Issues access tokens and reads them again. They are real signed JSON Web Tokens, so that a client which looks
 * inside, and a forged one, meet what they would meet at Adobe's.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519
 */

import { generateKeyPairSync, sign, verify, type KeyPairKeyObjectResult } from 'node:crypto';
import { EdgeUsageError } from '../../errors.js';
import { isObject } from '../../protocol/json.js';
import type { Credential } from './credentials.js';

/** Field names as in Adobe's tokens; `product_contexts` stands in for what Adobe keeps outside of the token. */
export interface TokenClaims {
  type: string;
  client_id: string;
  org: string;
  /** Comma separated. */
  scope: string;
  /** Epoch milliseconds, as a string. */
  created_at: string;
  /** Milliseconds, as a string. */
  expires_in: string;
  /** Organisations that the credential's Experience Platform product belongs to. */
  product_contexts: readonly string[];
}

export interface TokenOptions {
  /** @default the built-in credential */
  clientId?: string;
  /** Negative: expired already. @default the credential's, which is a day */
  expiresInSeconds?: number;
  /** Exactly these scopes, comma separated. @default those of the credential */
  scope?: string;
  /** Exactly these organisations. @default those of the credential */
  productContexts?: readonly string[];
}

const HEADER = encode({ alg: 'ES256', typ: 'JWT', kid: 'emulator' });

/** Verified tokens that are remembered: a suite uses one, a spec of refusals a handful. */
const MAX_REMEMBERED = 100;

export class TokenIssuer {
  readonly #credentials: ReadonlyMap<string, Credential>;
  readonly #clock: () => number;
  readonly #verified = new Map<string, boolean>();
  #keys: KeyPairKeyObjectResult | undefined;

  constructor(credentials: ReadonlyMap<string, Credential>, clock: () => number) {
    this.#credentials = credentials;
    this.#clock = clock;
  }

  credential(clientId: string): Credential | undefined {
    return this.#credentials.get(clientId);
  }

  /** @throws EdgeUsageError for a client id that no credential has. */
  issue({ clientId = 'emulator', expiresInSeconds, scope, productContexts }: TokenOptions = {}): string {
    const credential = this.#credentials.get(clientId);
    if (credential === undefined) {
      throw new EdgeUsageError('EDGE_OPTION_INVALID', `The emulator has no credential with clientId '${clientId}'.`, {
        fix: `It has ${[...this.#credentials.keys()].join(', ')}. More may stand under "credentials" in the datastream file.`,
      });
    }
    const contexts = productContexts ?? credential.productContexts;
    const claims: TokenClaims = {
      type: 'access_token',
      client_id: clientId,
      org: contexts[0] ?? '',
      scope: scope ?? credential.scopes.join(','),
      created_at: String(this.#clock()),
      expires_in: String((expiresInSeconds ?? credential.tokenLifetimeSeconds) * 1000),
      product_contexts: contexts,
    };
    const content = `${HEADER}.${encode(claims)}`;
    return `${content}.${sign('sha256', Buffer.from(content), signingKey(this.#keyPair().privateKey)).toString('base64url')}`;
  }

  /** @returns undefined for anything that is not shaped like a token. Says nothing about who signed it. */
  read(token: string): TokenClaims | undefined {
    const [header, claims, signature, ...rest] = token.split('.').map(decode);
    if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) return undefined;
    return isObject(parse(header)) ? claimsOf(parse(claims)) : undefined;
  }

  isSigned(token: string): boolean {
    const known = this.#verified.get(token);
    if (known !== undefined) return known;
    const dot = token.lastIndexOf('.');
    const signature = Buffer.from(token.slice(dot + 1), 'base64url');
    const isSigned = verify(
      'sha256',
      Buffer.from(token.slice(0, dot)),
      signingKey(this.#keyPair().publicKey),
      signature,
    );
    if (this.#verified.size >= MAX_REMEMBERED) this.#verified.clear();
    this.#verified.set(token, isSigned);
    return isSigned;
  }

  mayWrite(clientId: string, sandbox: string): boolean {
    const writable = this.#credentials.get(clientId)?.writableSandboxes;
    return writable === undefined || writable.includes(sandbox);
  }

  /** Made when the first token is needed. An elliptic curve, because an RSA pair takes a tenth of a second. */
  #keyPair(): KeyPairKeyObjectResult {
    return (this.#keys ??= generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  }
}

/** JSON Web Signatures hold the two numbers of an ES256 signature one after the other, without DER around them. */
function signingKey(key: KeyPairKeyObjectResult['publicKey']) {
  return { key, dsaEncoding: 'ieee-p1363' } as const;
}

/** Tokens of other makers lack the fields that only the emulator writes; their signature is what is wrong with them. */
function claimsOf(value: unknown): TokenClaims | undefined {
  if (!isObject(value)) return undefined;
  const text = (field: string) => (typeof value[field] === 'string' ? value[field] : '');
  const contexts: unknown[] = Array.isArray(value['product_contexts']) ? value['product_contexts'] : [];
  return {
    type: text('type'),
    client_id: text('client_id'),
    org: text('org'),
    scope: text('scope'),
    created_at: text('created_at'),
    expires_in: text('expires_in'),
    product_contexts: contexts.filter((context) => typeof context === 'string'),
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** @returns undefined for what is not Base64. */
function decode(part: string): string | undefined {
  return /^[\w-]+$/.test(part) ? Buffer.from(part, 'base64url').toString('utf8') : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
