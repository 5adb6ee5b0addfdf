/** The company's proxy, as `HTTPS_PROXY` and `NO_PROXY` name it. */

import { EdgeConfigError } from '../errors.js';
import { Secret } from './secret.js';
import type { Settings } from './settings.js';

export interface ProxyConfig {
  /** As it was given; it may hold a password. */
  readonly address: Secret;
  /** Hosts that are reached without it. */
  readonly except: readonly string[];
}

export function proxyOf({ httpsProxy, noProxy = [] }: Settings): ProxyConfig | undefined {
  return httpsProxy === undefined ? undefined : { address: new Secret(httpsProxy), except: noProxy };
}

/**
 * For whoever connects to it.
 *
 * @throws EdgeConfigError `EDGE_CONFIG_INVALID` for one of another kind; the address is not shown.
 */
export function revealProxy(proxy: ProxyConfig | undefined) {
  if (proxy === undefined) return undefined;
  const address = proxy.address.reveal();
  try {
    const { protocol, origin, username, password } = new URL(address.includes('://') ? address : `http://${address}`);
    if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError('no http proxy');
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { url: origin, credentials: username === '' ? undefined : credentials, except: proxy.except };
  } catch {
    throw new EdgeConfigError('EDGE_CONFIG_INVALID', 'HTTPS_PROXY is no address of an http proxy that pages can use.', {
      fix: 'Write it as http://user:password@host:port, with % and @ in the password as %25 and %40, or unset it.',
    });
  }
}
