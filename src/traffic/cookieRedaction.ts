/**
 * The Edge Network's own cookies tell what a call was about and stay readable; those of the site are nobody's business.
 */

const MASK = '***';

/** The value of a `Cookie` header. */
export function redactCookies(header: string): string {
  return header
    .split(';')
    .map((cookie) => cookie.trim())
    .map((cookie) => (isReadable(cookie.replace(/=.*/s, '')) ? cookie : cookie.replace(/=.*/s, `=${MASK}`)))
    .join('; ');
}

/** The value of one `Set-Cookie` header, or of several joined with commas, which dates in them hold too. */
export function redactSetCookies(header: string): string {
  return header.replace(/(^|,\s*)([\w!#$%&'*.^`|~+-]+)=[^;,]*/g, (cookie, before: string, name: string) =>
    isReadable(name) ? cookie : `${before}${name}=${MASK}`,
  );
}

/** Masks the session of Adobe Assurance, which the Web SDK sends among its state entries where it sends no cookies. */
export function redactStateEntries(body: string): string {
  if (!body.includes(SESSION_SUFFIX)) return body;
  return body.replace(/("key"\s*:\s*"[^"]*_validation_token"\s*,\s*"value"\s*:\s*)"(?:[^"\\]|\\.)*"/g, `$1"${MASK}"`);
}

const SESSION_SUFFIX = '_validation_token';

function isReadable(name: string): boolean {
  return /^(kndctr_|FPID$)/.test(name) && !name.endsWith(SESSION_SUFFIX);
}
