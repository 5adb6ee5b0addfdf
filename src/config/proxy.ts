/** The company's proxies, as `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name them: each for its scheme, as in other tools. */

import { EdgeConfigError } from '../errors.js';
import { Secret } from './secret.js';
import type { Settings } from './settings.js';

export interface ProxyConfig {
  /** As they were given; they may hold a password. */
  readonly http: Secret | undefined;
  readonly https: Secret | undefined;
  /** Hosts that are reached without. */
  readonly except: readonly string[];
}

export function proxyOf({ httpProxy, httpsProxy, noProxy = [] }: Settings): ProxyConfig {
  return { http: secret(httpProxy), https: secret(httpsProxy), except: noProxy };
}

function secret(address: string | undefined): Secret | undefined {
  return address === undefined ? undefined : new Secret(address);
}

/**
 * For whoever connects to them.
 *
 * @throws EdgeConfigError `EDGE_CONFIG_INVALID` for one of another kind; the address is not shown.
 */
export function revealProxy({ http, https, except }: ProxyConfig) {
  return { http: reveal('HTTP_PROXY', http, except), https: reveal('HTTPS_PROXY', https, except) };
}

function reveal(variable: string, secretAddress: Secret | undefined, except: readonly string[]) {
  if (secretAddress === undefined) return undefined;
  const address = secretAddress.reveal();
  try {
    const { protocol, origin, username, password } = new URL(address.includes('://') ? address : `http://${address}`);
    if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError('no http proxy');
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { url: origin, credentials: username === '' ? undefined : credentials, except };
  } catch {
    throw new EdgeConfigError('EDGE_CONFIG_INVALID', `${variable} is no address of an http proxy that pages can use.`, {
      fix: 'Write it as http://user:password@host:port, with % and @ in the password as %25 and %40, or unset it.',
    });
  }
}
