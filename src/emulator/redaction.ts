/**
 * Takes credentials out of what is recorded. They are gone before a call is kept, so that no view of it, no dump and
 * no report can show them.
 */

import type { WireRequest } from './wire.js';

const MASK = '***';

export function redactedHeaders(headers: WireRequest['headers']): Record<string, string> {
  const redacted: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    if (/authorization|token|secret|key/.test(name)) redacted[name] = MASK;
    else redacted[name] = name === 'cookie' ? redactedCookies(String(value)) : String(value);
  }
  return redacted;
}

/** The Edge Network's own cookies tell what a call was about; those of the site are nobody's business. */
function redactedCookies(header: string): string {
  const cookies = header.split(';').map((cookie) => cookie.trim());
  return cookies
    .map((cookie) => (/^(kndctr_|FPID=)/.test(cookie) ? cookie : cookie.replace(/=.*/s, `=${MASK}`)))
    .join('; ');
}
