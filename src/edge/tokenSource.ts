/**
 * Access tokens for authenticated calls, from Adobe's identity service (IMS) by OAuth server-to-server.
 *
 * @see https://developer.adobe.com/developer-console/docs/guides/authentication/ServerToServerAuthentication/ims
 */

import type { Dispatcher } from 'undici';
import type { EdgeConfig } from '../config/config.js';
import type { Secret } from '../config/secret.js';
import { EdgeConnectionError, EdgeCredentialsError } from '../errors.js';
import { imsTokenPath } from '../protocol/endpoints.js';
import { isObject } from '../protocol/json.js';
import { redactValues } from '../traffic/redaction.js';
import type { TokenStore } from './tokenStore.js';

/** A token is renewed when this much of its life is left, at most a tenth of it. */
const RENEW_BEFORE_MS = 5 * 60_000;

const IMS_TIMEOUT_MS = 15_000;

export interface Token {
  value: string;
  /** Epoch milliseconds from which on it is not used any more, a while before it expires. */
  renewAtMs: number;
}

export interface TokenSource {
  /** @throws EdgeCredentialsError, or EdgeConnectionError when the identity service does not answer. */
  token(): Promise<string>;
  /** The service refused the last token: the next call gets a new one. */
  reject(): void;
  /** Every token that was had, for whoever must keep them out of what is written. */
  known(): readonly string[];
}

export interface TokenSourceOptions {
  dispatcher: Dispatcher;
  /** Keeps the token for the other workers of a run; without one it lives in this process only. */
  store?: TokenStore | undefined;
  /** What the identity service may echo and no message may show. */
  secrets: readonly string[];
}

export function tokenSource(config: EdgeConfig, { dispatcher, store, secrets }: TokenSourceOptions): TokenSource {
  const { accessToken } = config.credentials;
  if (accessToken !== undefined) return givenToken(accessToken);

  let current: Token | undefined;
  let pending: Promise<Token> | undefined;
  let refused: string | undefined;
  const known = new Set<string>();

  const request = () => requestToken(config, dispatcher, secrets);
  const usable = (token: Token) => token.value !== refused && isFresh(token);
  const renew = () => (store === undefined ? request() : store.share(usable, request));

  return {
    async token() {
      if (current === undefined || !isFresh(current)) {
        pending ??= renew().finally(() => (pending = undefined));
        current = await pending;
        known.add(current.value);
      }
      return current.value;
    },
    reject() {
      refused = current?.value;
      current = undefined;
    },
    known: () => [...known],
  };
}

function givenToken(accessToken: Secret): TokenSource {
  const value = accessToken.reveal();
  return { token: () => Promise.resolve(value), reject: () => {}, known: () => [value] };
}

function isFresh({ renewAtMs }: Token): boolean {
  return Date.now() < renewAtMs;
}

async function requestToken(
  { imsUrl, credentials }: EdgeConfig,
  dispatcher: Dispatcher,
  secrets: readonly string[],
): Promise<Token> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId?.reveal() ?? '',
    client_secret: credentials.clientSecret?.reveal() ?? '',
    scope: credentials.scopes.join(','),
  });
  const requestedAtMs = Date.now();
  const { status, text } = await post(dispatcher, imsUrl, form.toString());
  const body = parse(text);
  if (status !== 200 || typeof body['access_token'] !== 'string')
    throw refusal(imsUrl, status, reasonIn(body, secrets));

  const lifetimeMs = typeof body['expires_in'] === 'number' ? body['expires_in'] * 1000 : 0;
  return {
    value: body['access_token'],
    renewAtMs: requestedAtMs + lifetimeMs - Math.min(RENEW_BEFORE_MS, lifetimeMs / 10),
  };
}

async function post(dispatcher: Dispatcher, origin: string, body: string): Promise<{ status: number; text: string }> {
  try {
    const answer = await dispatcher.request({
      origin,
      path: imsTokenPath,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
      headersTimeout: IMS_TIMEOUT_MS,
      bodyTimeout: IMS_TIMEOUT_MS,
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  } catch (error) {
    throw new EdgeConnectionError(
      'EDGE_NO_ANSWER',
      `POST ${origin}${imsTokenPath}: the identity service gave no answer.`,
      {
        fix: 'Check EDGE_IMS_URL and the network.',
        cause: error,
      },
    );
  }
}

/** IMS documents only `error` and `error_description`; nothing else of the body is shown, it might hold a secret. */
function reasonIn(body: Record<string, unknown>, secrets: readonly string[]): string {
  const reason = [body['error'], body['error_description']].filter((part) => typeof part === 'string').join(', ');
  return redactValues(reason, secrets);
}

function refusal(imsUrl: string, status: number, reason: string): EdgeCredentialsError {
  return new EdgeCredentialsError(
    'EDGE_TOKEN_REFUSED',
    `POST ${imsUrl}${imsTokenPath}: the identity service gave no token, ${status}${reason === '' ? '' : ` (${reason})`}.`,
    {
      fix: 'Check EDGE_CLIENT_ID, EDGE_CLIENT_SECRET and EDGE_SCOPES against the credential in Adobe Developer Console.',
    },
  );
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
