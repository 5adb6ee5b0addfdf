/**
 * What the client keeps between calls: read from `meta.state.entries` and cookies, written as `state:store`.
 * Anything may have happened to a value on its way, so one that makes no sense counts as absent.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/edge-network-server-api/client-state
 */

import { stateKey, stateMaxAgeSeconds, type StateKey } from '../protocol/cookies.js';
import type { StateEntry } from '../protocol/handles.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { Refusal } from './problem.js';
import { headerOf, type WireRequest } from './wire.js';

export class ClientState {
  readonly #orgId: string;
  readonly #entries: ReadonlyMap<string, string>;
  readonly #cookies: ReadonlyMap<string, string>;

  constructor(orgId: string, entries: ReadonlyMap<string, string>, cookies: ReadonlyMap<string, string>) {
    this.#orgId = orgId;
    this.#entries = entries;
    this.#cookies = cookies;
  }

  /** State entries come before cookies: a hybrid server forwards the newer ones that way. */
  get(key: StateKey): string | undefined {
    const name = stateKey(this.#orgId, key);
    return this.#entries.get(name) ?? this.#cookies.get(name);
  }

  /** A cookie of the site's own, such as the one that holds its first-party device id. */
  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }
}

/** Most calls bring no cookies. */
const NONE: ReadonlyMap<string, string> = new Map();

export function readState(request: WireRequest, body: JsonObject, orgId: string): ClientState {
  const meta = isObject(body['meta']) ? body['meta'] : {};
  const state = isObject(meta['state']) ? meta['state'] : {};
  checkDomain(request, state);
  const cookies = headerOf(request, 'cookie');
  return new ClientState(orgId, entriesOf(state), cookies === undefined ? NONE : cookiesOf(cookies));
}

export function storeEntry(orgId: string, key: StateKey, value: string): StateEntry {
  return { key: stateKey(orgId, key), value, maxAge: stateMaxAgeSeconds[key] };
}

/** The Web SDK sends an empty domain on localhost; a browser's call tells its domain by `Origin` or `Referer` too. */
function checkDomain(request: WireRequest, state: JsonObject): void {
  if (state['cookiesEnabled'] !== true || typeof state['domain'] === 'string') return;
  if (headerOf(request, 'origin') !== undefined || headerOf(request, 'referer') !== undefined) return;
  throw new Refusal(
    'EXEG-0110-400',
    'meta.state.domain is needed while meta.state.cookiesEnabled is true. Set it to the top-level domain of the page.',
  );
}

function entriesOf(state: JsonObject): Map<string, string> {
  const entries: unknown[] = Array.isArray(state['entries']) ? state['entries'] : [];
  return new Map(
    entries.flatMap((entry) =>
      isObject(entry) && typeof entry['key'] === 'string' && typeof entry['value'] === 'string'
        ? [[entry['key'], entry['value']] as const]
        : [],
    ),
  );
}

function cookiesOf(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0) cookies.set(part.slice(0, equals).trim(), decoded(part.slice(equals + 1).trim()));
  }
  return cookies;
}

/** Browsers' cookie libraries percent-encode `=`; a stray `%` is left as it is. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
