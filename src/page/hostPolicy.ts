/** What may become of a request of a page, by the host that it is for. */

import { demdexHost } from '../protocol/hosts.js';

/**
 * - `edge`: the Edge Network, whose traffic is read and recorded.
 * - `guarded`: another host on which Adobe collects data. An offline run must not reach it.
 * - `open`: passed on unread.
 * - `refused`: not reached by an offline run unless it is allowed.
 */
export type Fate = 'edge' | 'guarded' | 'open' | 'refused';

export interface HostRules {
  target: 'emulator' | 'live';
  /** Names under which pages call the Edge Network beside Adobe's own, exact or as `*.example.com`. */
  edgeHosts: readonly string[];
  /** Hosts that a page may reach offline, exact or as `*.example.com`. */
  allowHosts: readonly string[];
}

/** @see https://developer.adobe.com/data-collection-apis/docs/endpoints/ */
const EDGE_HOSTS = ['adobedc.net', '*.adobedc.net', demdexHost];

/** Audience Manager, and the collection servers of Adobe Analytics and Target. */
const COLLECTION_HOSTS = ['demdex.net', 'omtrdc.net', '2o7.net'].flatMap((name) => [name, `*.${name}`]);

export function fateOf(name: string, { target, edgeHosts, allowHosts }: HostRules): Fate {
  // A name may end in a dot, and is the same name.
  const host = name.replace(/\.$/, '');
  if (isAmong(host, EDGE_HOSTS) || isAmong(host, edgeHosts)) return 'edge';
  if (target === 'live') return 'open';
  if (isAmong(host, COLLECTION_HOSTS)) return 'guarded';
  return isLoopback(host) || isAmong(host, allowHosts) ? 'open' : 'refused';
}

function isAmong(host: string, patterns: readonly string[]): boolean {
  const name = host.toLowerCase();
  return patterns.some((pattern) => {
    const wanted = pattern.toLowerCase();
    return wanted.startsWith('*.') ? name.endsWith(wanted.slice(1)) : name === wanted;
  });
}

export function isLoopback(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);
}
