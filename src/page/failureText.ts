/** Why there is no answer from a host, in words. */

import { failureCode, failureReason } from '../traffic/connectionFailure.js';

/** A company's proxy gave no way to a host. The message is a clause. */
export class ProxyError extends Error {}

/** @returns a clause, with the code that other tools know the reason by: `the connection was refused (ECONNREFUSED)`. */
export function failureText(error: unknown): string {
  if (error instanceof ProxyError) return error.message;
  const code = failureCode(error);
  return code === '' ? failureReason(error) : `${failureReason(error)} (${code})`;
}

/** A proxy answers 407 to those whom it does not know, and others where it lets nobody go. @param method of what it was asked. */
export function proxyRefused(url: string, status: number, method: string): ProxyError {
  return new ProxyError(`the proxy ${url} answered ${status} to ${method}`);
}

/** @param reason what ended the connection to the proxy itself. */
export function proxyUnreachable(url: string, reason: unknown): ProxyError {
  return new ProxyError(`the proxy ${url} could not be reached: ${failureText(reason)}`);
}
