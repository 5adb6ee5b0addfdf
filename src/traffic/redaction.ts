/** What must never be seen is replaced before it is recorded; nothing redacts later, so nothing can forget to. */

import { decodeIdentityCookie } from '../protocol/identityCookie.js';
import { isEcid } from '../protocol/ecid.js';

const MASK = '***';

const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'x-api-key',
  'cookie',
  'set-cookie',
  'x-user-token',
  'x-adobe-aep-validation-token',
]);

const SECRET_PARAMETERS = ['client_secret', 'client_id', 'access_token', 'adobeAepValidationToken'];

export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const redacted: Record<string, string> = {};
  for (const name in headers) redacted[name] = SECRET_HEADERS.has(name.toLowerCase()) ? MASK : headers[name]!;
  return redacted;
}

export function redactUrl(url: string): string {
  return SECRET_PARAMETERS.some((name) => url.includes(name))
    ? url.replace(new RegExp(`([?&](?:${SECRET_PARAMETERS.join('|')})=)[^&#]*`, 'g'), `$1${MASK}`)
    : url;
}

/** Replaces the given secrets wherever they stand in a text: a server may echo what it was sent. */
export function redactValues(text: string, secrets: readonly string[]): string {
  return secrets.reduce((redacted, secret) => redacted.replaceAll(secret, MASK), text);
}

/**
 * Replaces the identities in a JSON text: the `id` of every item of an `identityMap` or `identity:result`, ECIDs
 * anywhere, and the values of identity cookies, which hold one.
 */
export function redactIdentities(text: string): string {
  try {
    return JSON.stringify(withoutIdentities(JSON.parse(text) as unknown));
  } catch {
    return text.replace(/\b\d{38}\b/g, MASK);
  }
}

function withoutIdentities(value: unknown, field?: string): unknown {
  if (typeof value === 'string') return isEcid(value) || decodeIdentityCookie(value) !== undefined ? MASK : value;
  if (Array.isArray(value)) return value.map((item) => withoutIdentities(item, field));
  if (typeof value !== 'object' || value === null) return value;
  if (field === 'identityMap') return maskIds(value);
  if ('namespace' in value && 'id' in value) return { ...value, id: MASK };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutIdentities(item, key)]));
}

function maskIds(identityMap: object): unknown {
  return Object.fromEntries(
    Object.entries(identityMap).map(([namespace, items]) => [
      namespace,
      Array.isArray(items)
        ? items.map((item: unknown) => (typeof item === 'object' ? { ...item, id: MASK } : MASK))
        : MASK,
    ]),
  );
}
