/**
 * Asks Adobe's identity service (IMS) for a token by OAuth server-to-server.
 *
 * @see https://developer.adobe.com/developer-console/docs/guides/authentication/ServerToServerAuthentication/ims
 */

import type { Dispatcher } from 'undici';
import type { EdgeConfig } from '../config/config.js';
import { EdgeConnectionError, EdgeCredentialsError } from '../errors.js';
import { imsTokenPath } from '../protocol/endpoints.js';
import { parseObject } from '../protocol/json.js';
import { redactValues } from '../traffic/redaction.js';
import { Expired, Transmission, type Received } from './transmission.js';

/** A token is renewed when this much of its life is left, at most a tenth of it. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** For the whole request, from looking up the host to the last byte of the answer. */
export const TOKEN_TIMEOUT_MS = 15_000;

export interface Token {
  value: string;
  /** Epoch milliseconds from which on it is not used any more, a while before it expires. */
  renewAtMs: number;
}

export interface TokenRequestOptions {
  dispatcher: Dispatcher;
  /** What the identity service may echo and no message may show. */
  secrets: readonly string[];
  /** @default 15_000 */
  timeoutMs?: number;
}

/** @throws EdgeCredentialsError, or EdgeConnectionError when the identity service does not answer. */
export async function requestToken(
  { imsUrl, credentials }: EdgeConfig,
  { dispatcher, secrets, timeoutMs = TOKEN_TIMEOUT_MS }: TokenRequestOptions,
): Promise<Token> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId?.reveal() ?? '',
    client_secret: credentials.clientSecret?.reveal() ?? '',
    scope: credentials.scopes.join(','),
  });
  const requestedAtMs = Date.now();
  const transmission = new Transmission(timeoutMs);
  dispatcher.dispatch(
    {
      origin: imsUrl,
      path: imsTokenPath,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      headersTimeout: 0,
      bodyTimeout: 0,
    },
    transmission,
  );
  const { status, bytes } = await whole(transmission).catch((error: unknown) => {
    throw noAnswer(imsUrl, error, timeoutMs);
  });
  const body = parseObject(bytes.toString('utf8')) ?? {};
  if (status !== 200 || typeof body['access_token'] !== 'string')
    throw refusal(imsUrl, status, reasonIn(body, secrets));

  const lifetimeMs = typeof body['expires_in'] === 'number' ? body['expires_in'] * 1000 : 0;
  return {
    value: body['access_token'],
    renewAtMs: requestedAtMs + lifetimeMs - Math.min(RENEW_BEFORE_MS, lifetimeMs / 10),
  };
}

/** Half a token is none. */
async function whole({ received }: Transmission): Promise<Received> {
  const answer = await received;
  if (answer.cutBy !== undefined) throw answer.cutBy;
  return answer;
}

function noAnswer(imsUrl: string, cause: unknown, timeoutMs: number): EdgeConnectionError {
  const call = `POST ${imsUrl}${imsTokenPath}`;
  const fix = 'Check EDGE_IMS_URL and the network.';
  return cause instanceof Expired
    ? new EdgeConnectionError(
        'EDGE_TIMEOUT',
        `${call}: the identity service gave no complete answer within ${timeoutMs} ms.`,
        { fix },
      )
    : new EdgeConnectionError('EDGE_NO_ANSWER', `${call}: the identity service gave no answer.`, { fix, cause });
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
