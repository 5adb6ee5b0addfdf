/** Takes credentials out of a recorded call before anybody sees it: every view of one is made here and in `emulatorCall.ts`. */

import { isObject } from '../protocol/json.js';
import { redactCookies } from '../traffic/cookieRedaction.js';
import { ASSURANCE_PARAMETER } from './assurance.js';
import type { WireRequest } from './wire.js';

const MASK = '***';

export function redactedHeaders(headers: WireRequest['headers']): Record<string, string> {
  const redacted: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    if (/authorization|token|secret|key/.test(name)) redacted[name] = MASK;
    else redacted[name] = name === 'cookie' ? redactCookies(String(value)) : String(value);
  }
  return redacted;
}

/** `kndctr_<org>_validation_token` is the session of Adobe Assurance. */
function holdsSession(key: string): boolean {
  return key.endsWith('_validation_token');
}

/** The first value of each parameter, which is the one that counts. */
export function redactedQuery(query: URLSearchParams): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of query) {
    if (!Object.hasOwn(parameters, name)) parameters[name] = name === ASSURANCE_PARAMETER ? MASK : value;
  }
  return parameters;
}

/** The Web SDK sends all its cookies as state entries when it may not send them as cookies. */
export function redactedBody(body: unknown): unknown {
  const meta = isObject(body) ? body['meta'] : undefined;
  const state = isObject(meta) ? meta['state'] : undefined;
  const entries = isObject(state) ? state['entries'] : undefined;
  if (!isObject(body) || !isObject(meta) || !isObject(state) || !Array.isArray(entries)) return body;
  const shown = entries.map((entry: unknown) =>
    isObject(entry) && holdsSession(String(entry['key'])) ? { ...entry, value: MASK } : entry,
  );
  return { ...body, meta: { ...meta, state: { ...state, entries: shown } } };
}
