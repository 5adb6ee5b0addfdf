/**
 * Where the client is to keep its state: in cookies that the Edge Network sets itself, when it is called under the
 * site's own domain, and otherwise in `state:store`, from which the client makes the cookies.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/edge-network-server-api/client-state
 */

import type { StateEntry } from '../protocol/handles.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { hostNameOf, type Host } from './host.js';
import { headerOf, type WireRequest } from './wire.js';

export interface KeptState {
  /** For `state:store`. */
  entries: StateEntry[];
  /** Values of `Set-Cookie`. */
  cookies: string[];
}

export function keepState(
  entries: readonly StateEntry[],
  { request, host, body }: { request: WireRequest; host: Host; body: JsonObject },
): KeptState {
  const page = pageOf(request);
  const isSecure = page?.protocol === 'https:';
  const domain = page && host.kind === 'edge' ? firstPartyDomain(body, page, hostNameOf(request)) : undefined;
  if (domain !== undefined) {
    return { entries: [], cookies: entries.map((entry) => cookieOf(entry, { domain, isSecure })) };
  }
  // A browser would refuse a cookie for third-party use from a page that is not secure.
  return {
    entries: entries.map((entry) => (isSecure ? { ...entry, attrs: { SameSite: 'None' } } : entry)),
    cookies: [],
  };
}

/** @returns undefined unless page and host both belong to the domain that the client named, or share one at all. */
function firstPartyDomain(body: JsonObject, page: URL, host: string): string | undefined {
  const meta = isObject(body['meta']) ? body['meta'] : {};
  const state = isObject(meta['state']) ? meta['state'] : {};
  if (state['cookiesEnabled'] !== true) return undefined;
  const named = state['domain'];
  const domain = typeof named === 'string' ? named.toLowerCase() : sharedDomain(page.hostname, host);
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) return undefined;
  return isWithin(page.hostname, domain) && isWithin(host, domain) ? domain : undefined;
}

/** What two names end in alike, label by label. */
function sharedDomain(one: string, other: string): string {
  const labels = other.split('.').toReversed();
  const shared: string[] = [];
  for (const label of one.split('.').toReversed()) {
    if (label !== labels[shared.length]) break;
    shared.unshift(label);
  }
  const domain = shared.join('.');
  return PUBLIC_SUFFIX.test(domain) ? '' : domain;
}

/** `co.uk`, `com.au` and their like, under which sites that have nothing to do with each other stand; and ends of addresses. */
const PUBLIC_SUFFIX = /^([a-z]{2,3}\.[a-z]{2}|[\d.]+)$/;

function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

function cookieOf(
  { key, value, maxAge }: StateEntry,
  { domain, isSecure }: { domain: string; isSecure: boolean },
): string {
  const lifetime = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
  return `${key}=${value}; Path=/; Domain=${domain}${lifetime}${isSecure ? '; Secure; SameSite=None' : ''}`;
}

/** The page that a browser's call comes from; undefined for a call of no browser. */
function pageOf(request: WireRequest): URL | undefined {
  const address = headerOf(request, 'origin') ?? headerOf(request, 'referer');
  return address !== undefined && URL.canParse(address) ? new URL(address) : undefined;
}
