/** What must never be seen is replaced before it is recorded, so that whoever writes it out later cannot forget to. */

import { decodeIdentityCookie } from '../protocol/identityCookie.js';
import { redactCookies, redactSetCookies } from './cookieRedaction.js';

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
  for (const name in headers) redacted[name] = redactHeader(name.toLowerCase(), headers[name]!);
  return redacted;
}

function redactHeader(name: string, value: string): string {
  if (name === 'cookie') return redactCookies(value);
  if (name === 'set-cookie') return redactSetCookies(value);
  if (name === 'referer') return redactUrl(value);
  return SECRET_HEADERS.has(name) ? MASK : value;
}

export function redactUrl(url: string): string {
  return SECRET_PARAMETERS.some((name) => url.includes(name))
    ? url.replace(new RegExp(`([?&](?:${SECRET_PARAMETERS.join('|')})=)[^&#]*`, 'g'), `$1${MASK}`)
    : url;
}

/** The secrets that headers hold, without the scheme in front of a token. */
export function secretsIn(headers: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => SECRET_HEADERS.has(name.toLowerCase()))
    .flatMap(([, value]) => value?.replace(/^(Bearer|Basic) +/i, '') ?? []);
}

/** A shorter one is found in words that nobody needs to hide, and no service gives such secrets. */
const SHORTEST_SECRET = 8;

/**
 * Replaces the given secrets wherever they stand in a text, as they are or as JSON, a URL or a form spells them: a
 * server may echo what it was sent.
 */
export function redactValues(text: string, secrets: readonly string[]): string {
  if (!holdsAny(text, secrets)) return text;
  const found = spellingsOf(secrets).filter((spelling) => text.includes(spelling));
  // The longest first: one may begin with another.
  return found
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, spelling) => rest.replaceAll(spelling, MASK), text);
}

/** Whether there is anything to replace: asked of every answer, and hardly ever true. */
export function holdsAny(text: string, secrets: readonly string[]): boolean {
  for (const spelling of spellingsOf(secrets)) if (text.includes(spelling)) return true;
  return false;
}

/** A process has one list of secrets for all its calls, and asks about it all the time. */
const remembered = new WeakMap<readonly string[], readonly string[]>();

function spellingsOf(secrets: readonly string[]): readonly string[] {
  const known = remembered.get(secrets);
  if (known !== undefined) return known;
  const spellings = secrets.flatMap(spell);
  remembered.set(secrets, spellings);
  return spellings;
}

function spell(secret: string): readonly string[] {
  if (secret.length < SHORTEST_SECRET) return [];
  if (/^[\w.-]*$/.test(secret)) return [secret];
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inUrl = [encodeURIComponent(secret), new URLSearchParams([['', secret]]).toString().slice(1)];
  const inLowerCase = inUrl.map((text) => text.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()));
  return [...new Set([secret, inJson, ...inUrl, ...inLowerCase])];
}

/**
 * Replaces the identities in a JSON text: the `id` of every item of an `identityMap` or `identity:result`, and anywhere
 * ECIDs and identity cookies, which hold one. In other text, ECIDs and identity cookies.
 */
export function redactIdentities(text: string): string {
  try {
    return JSON.stringify(withoutIdentities(JSON.parse(text) as unknown));
  } catch {
    return withoutEcids(text);
  }
}

function withoutIdentities(value: unknown, field?: string): unknown {
  if (typeof value === 'string') return withoutEcids(value);
  if (Array.isArray(value)) return value.map((item) => withoutIdentities(item, field));
  if (typeof value !== 'object' || value === null) return value;
  if (field === 'identityMap') return maskIds(value);
  if ('namespace' in value && 'id' in value) return { ...value, id: MASK };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutIdentities(item, key)]));
}

/** An ECID has 38 digits; the Base64 of a cookie with one is longer than 50 characters. */
function withoutEcids(text: string): string {
  return text
    .replace(/(?<!\d)\d{38}(?!\d)/g, MASK)
    .replace(/[\w+/-]{50,}=*/g, (word) => (decodeIdentityCookie(word) === undefined ? word : MASK));
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
