/** Reads from the Schema Registry, with the credentials and the token of any other authenticated call. */

import { EdgeConnectionError } from '../errors.js';
import type { RegistryConfig } from '../config/registryConfig.js';
import { parseObject, type JsonObject } from '../protocol/json.js';
import { failureReason } from '../traffic/connectionFailure.js';
import { redactValues } from '../traffic/redaction.js';
import { openPool } from './pool.js';
import { tokenSource, type TokenSource } from './tokenSource.js';
import { tokenStoreOf } from './tokenStore.js';
import { Expired, Transmission, type Received } from './transmission.js';

/** A schema of some megabytes over a slow line. */
const TIMEOUT_MS = 60_000;

export interface RegistryAnswer {
  status: number;
  /** Undefined when the answer is no JSON object. */
  body: JsonObject | undefined;
}

export interface RegistryClient extends AsyncDisposable {
  readonly origin: string;
  readonly sandbox: string;
  /** Whether the token came from the configuration, and not from the identity service. */
  readonly hasGivenToken: boolean;
  /**
   * Every answer is one, whatever its status. A token that is refused is replaced once.
   *
   * @param target path and query.
   * @throws EdgeConnectionError when none came; EdgeCredentialsError when there was no token to ask with.
   */
  get(target: string, accept: string): Promise<RegistryAnswer>;
  /** Takes out of a text what an answer may have echoed and nobody may see. */
  conceal(text: string): string;
}

/** @param run tells whose token is shared, as in `tokenStore`. */
export async function openRegistry({ config, orgId, sandbox }: RegistryConfig, run: number): Promise<RegistryClient> {
  const { platformUrl: origin, credentials, target } = config;
  const dispatcher = await openPool();
  // On the emulator they are the word "emulator", which hides nothing.
  const secrets =
    target === 'live' ? [credentials.clientId, credentials.clientSecret].flatMap((s) => s?.reveal() ?? []) : [];
  const store = target === 'live' ? tokenStoreOf(config, run) : undefined;
  const tokens = tokenSource(config, { dispatcher, secrets, store });

  const send = async (path: string, accept: string, token: string): Promise<Received> => {
    const headers = {
      accept,
      authorization: `Bearer ${token}`,
      'x-api-key': credentials.clientId?.reveal() ?? '',
      'x-gw-ims-org-id': orgId,
      'x-sandbox-name': sandbox,
    };
    const transmission = new Transmission(TIMEOUT_MS);
    dispatcher.dispatch({ origin, path, method: 'GET', headers, headersTimeout: 0, bodyTimeout: 0 }, transmission);
    const received = await transmission.received.catch((error: unknown) => {
      throw noAnswer(origin + path, error);
    });
    if (received.cutBy !== undefined) throw noAnswer(origin + path, received.cutBy);
    return received;
  };

  return {
    origin,
    sandbox,
    hasGivenToken: credentials.accessToken !== undefined,
    async get(path, accept) {
      const received = await withFreshToken(tokens, (token) => send(path, accept, token));
      return { status: received.status, body: parseObject(received.bytes.toString('utf8')) };
    },
    conceal: (text) => redactValues(text, [...secrets, ...tokens.known()]),
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}

/** One that was kept from an earlier run may have been revoked since. */
async function withFreshToken(tokens: TokenSource, send: (token: string) => Promise<Received>): Promise<Received> {
  const token = await tokens.token();
  const first = await send(token);
  if (first.status !== 401) return first;
  tokens.reject(token);
  const another = await tokens.token();
  return another === token ? first : send(another);
}

function noAnswer(url: string, cause: unknown): EdgeConnectionError {
  const fix = 'Check EDGE_PLATFORM_URL and the network.';
  return cause instanceof Expired
    ? new EdgeConnectionError('EDGE_TIMEOUT', `GET ${url}: no complete answer within ${TIMEOUT_MS} ms.`, { fix })
    : new EdgeConnectionError('EDGE_NO_ANSWER', `GET ${url}: no answer, ${failureReason(cause)}.`, { fix, cause });
}
