/** The access token of authenticated calls: had once, kept until it ends or is refused. */

import type { EdgeConfig } from '../config/config.js';
import type { Secret } from '../config/secret.js';
import { requestToken, type Token, type TokenRequestOptions } from './tokenRequest.js';
import type { TokenStore } from './tokenStore.js';

/** How many refused tokens are remembered; a test that has every call refused must not fill memory. */
const MAX_REFUSED = 100;

export interface TokenSource {
  /** @throws EdgeCredentialsError, or EdgeConnectionError when the identity service does not answer. */
  token(): Promise<string>;
  /** The service refused this token: no further call gets it. */
  reject(token: string): void;
  /** Every token that was had, for whoever must keep them out of what is written. */
  known(): readonly string[];
}

export interface TokenSourceOptions extends TokenRequestOptions {
  /** Keeps the token for the other workers of a run; without one it lives in this process only. */
  store?: TokenStore | undefined;
}

export function tokenSource(config: EdgeConfig, { store, ...options }: TokenSourceOptions): TokenSource {
  const { accessToken } = config.credentials;
  if (accessToken !== undefined) return givenToken(accessToken);

  let current: Token | undefined;
  let pending: Promise<Token> | undefined;
  const refused = new Set<string>();
  let known: readonly string[] = [];

  const request = () => requestToken(config, options);
  const usable = (token: Token) => !refused.has(token.value) && Date.now() < token.renewAtMs;
  const renew = () => (store === undefined ? request() : store.share(usable, request));

  return {
    async token() {
      if (current !== undefined && usable(current)) return current.value;
      pending ??= renew().finally(() => (pending = undefined));
      const token = await pending;
      current = token;
      if (!known.includes(token.value)) known = [...known, token.value];
      return token.value;
    },
    reject(token) {
      refused.add(token);
      const [oldest] = refused;
      if (refused.size > MAX_REFUSED) refused.delete(oldest!);
    },
    known: () => known,
  };
}

function givenToken(accessToken: Secret): TokenSource {
  const value = accessToken.reveal();
  const [token, known] = [Promise.resolve(value), [value]];
  return { token: () => token, reject: () => {}, known: () => known };
}
