/** The company's proxy, as `HTTPS_PROXY` and `NO_PROXY` name it. */

import { Secret } from './secret.js';
import type { Settings } from './settings.js';

export interface ProxyConfig {
  /** Without credentials. */
  readonly url: string;
  /** `user:password` */
  readonly credentials: Secret | undefined;
  /** Hosts that are reached without it. */
  readonly except: readonly string[];
}

export function proxyOf({ httpsProxy, noProxy = [] }: Settings): ProxyConfig | undefined {
  if (httpsProxy === undefined) return undefined;
  const { origin, username, password } = new URL(httpsProxy.includes('://') ? httpsProxy : `http://${httpsProxy}`);
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { url: origin, credentials: username === '' ? undefined : new Secret(credentials), except: noProxy };
}

/** For whoever connects to it. */
export function revealProxy(proxy: ProxyConfig | undefined) {
  return proxy && { ...proxy, credentials: proxy.credentials?.reveal() };
}
