/** Refuses options that cannot be meant, before anything is sent: types do not reach plain JavaScript and data. */

import { EdgeUsageError } from '../errors.js';
import { maxRetries } from '../protocol/limits.js';
import type { CallOptions } from './options.js';

const DEFAULT_TIMEOUT_MS = 15_000;

export function timeoutOf(timeout: CallOptions['timeout'] = DEFAULT_TIMEOUT_MS): number {
  if (Number.isFinite(timeout) && timeout >= 0) return timeout;
  throw invalid(`The option "timeout" takes milliseconds from 0 on; got ${show(timeout)}.`);
}

export function retriesOf(retry: CallOptions['retry']): number {
  const retries = retry === undefined || retry === true ? maxRetries : Number(retry);
  if (Number.isInteger(retries) && retries >= 0 && retries <= maxRetries) return retries;
  throw invalid(`The option "retry" takes 0 to ${maxRetries}, or false; got ${show(retry)}.`);
}

/** A hint becomes a part of the path or of the host. */
export function checkLocationHint(hint: CallOptions['locationHint']): void {
  if (hint === undefined || hint === null || /^[a-z0-9]+$/.test(hint)) return;
  throw invalid(`The option "locationHint" takes lower-case letters and digits, or null; got ${show(hint)}.`);
}

/** @returns the headers with lower-case names. A value is not shown in an error: it may be a token. */
export function headersOf(headers: CallOptions['headers'] = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      checkHeader(name, value);
      return [name.toLowerCase(), value];
    }),
  );
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#name-fields */
function checkHeader(name: string, value: unknown): void {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
    throw invalid(`The option "headers" names a header ${show(name)}, which no HTTP header can be called.`);
  }
  // Undefined takes a header out that the client would add.
  if (value === undefined) return;
  const given = `The option "headers" gives ${show(name)} a value`;
  if (typeof value !== 'string') throw invalid(`${given} that is no string.`);
  const wrong = /[^\t\x20-\x7e\x80-\xff]/u.exec(value)?.[0].codePointAt(0);
  if (wrong === undefined) return;
  const character = `U+${wrong.toString(16).toUpperCase().padStart(4, '0')}`;
  throw invalid(`${given} with the character ${character}, which no HTTP header can hold.`);
}

function invalid(what: string): EdgeUsageError {
  return new EdgeUsageError('EDGE_OPTION_INVALID', what);
}

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
