/** A webhook that is told what a run was. Its address is a secret: only its host is ever named. */

import { digestOf } from './digest.js';
import type { Summary } from './model.js';

/** @returns what went wrong, as a sentence. */
export async function postDigest(address: string, summary: Summary, timeoutMs: number): Promise<string | undefined> {
  if (!URL.canParse(address)) return 'onSummary is no URL that can be read.';
  const url = new URL(address);
  if (url.protocol === 'http:' && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)) {
    return `The webhook at ${url.host} is not told: onSummary must be https (http for loopback names only).`;
  }
  if (url.username !== '' || url.password !== '') {
    return `The webhook at ${url.host} is not told: onSummary may hold no user name or password.`;
  }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(digestOf(summary)),
      // What is said here is for the one host that was named.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `The webhook at ${url.host} answered ${response.status}.`;
  } catch (error) {
    return `The webhook at ${url.host} did not answer: ${reasonOf(error, timeoutMs)}.`;
  }
}

/** The message of a failed `fetch` may hold the address; its code does not. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return 'unknown reason';
  if (error.name === 'TimeoutError') return `nothing within ${timeoutMs / 1000} seconds`;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
}
