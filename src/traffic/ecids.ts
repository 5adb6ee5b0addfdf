/** Which Experience Cloud IDs calls were about. More than one means that the Edge Network took a visitor for several. */

import { isEcid } from '../protocol/ecid.js';
import { eventsOf } from '../protocol/events.js';
import { decodeIdentityCookie } from '../protocol/identityCookie.js';
import { isObject, parseObject, type JsonObject } from '../protocol/json.js';
import type { EdgeCall } from './call.js';

/** Each once, in the order in which calls sent and answers gave them. */
export function ecidsIn(calls: readonly EdgeCall[]): string[] {
  const found = calls.flatMap(({ request, response }) => [
    ...fromCookies(request.headers['cookie']),
    ...fromRequest(parseObject(request.body)),
    ...fromAnswer(response && parseObject(response.body)),
    ...fromCookies(response?.headers['set-cookie']),
  ]);
  return [...new Set(found.filter(isEcid))];
}

function fromRequest(body: JsonObject | undefined): unknown[] {
  const maps = [body, ...eventsOf(body)].map((part) =>
    isObject(part?.['xdm']) ? part['xdm']['identityMap'] : undefined,
  );
  const items = maps.flatMap((map) => (isObject(map) && Array.isArray(map['ECID']) ? (map['ECID'] as unknown[]) : []));
  const meta = isObject(body?.['meta']) ? body['meta'] : {};
  const state = isObject(meta['state']) ? meta['state'] : {};
  return [...fromEntries(state['entries']), ...items.map((item) => (isObject(item) ? item['id'] : undefined))];
}

function fromAnswer(body: JsonObject | undefined): unknown[] {
  const handles: unknown[] = Array.isArray(body?.['handle']) ? body['handle'] : [];
  return handles.filter(isObject).flatMap(({ type, payload }) => {
    if (type === 'state:store') return fromEntries(payload);
    if (type !== 'identity:result' || !Array.isArray(payload)) return [];
    return payload
      .filter(isObject)
      .filter(({ namespace }) => isObject(namespace) && namespace['code'] === 'ECID')
      .map(({ id }) => id);
  });
}

function fromEntries(entries: unknown): unknown[] {
  if (!Array.isArray(entries)) return [];
  return entries.filter(isObject).flatMap(({ key, value }) => fromCookie(String(key), String(value)));
}

/** `Cookie`, or several `Set-Cookie` in one text. */
function fromCookies(header = ''): unknown[] {
  const cookies = [...header.matchAll(/(kndctr_\w+)=([^;,\s]+)/g)];
  return cookies.flatMap(([, name = '', value = '']) => fromCookie(name, decoded(value)));
}

function fromCookie(name: string, value: string): unknown[] {
  return /^kndctr_\w+_identity$/.test(name) ? [decodeIdentityCookie(value)?.ecid] : [];
}

/** Browsers' cookie libraries percent-encode `=`. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
