/** The sockets of one process. */

import type { Agent } from 'undici';

/** Long enough to survive the pause between two tests, shorter than the 60 seconds after which servers tend to hang up. */
const KEEP_ALIVE_MS = 30_000;

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Keep-alive connections to every origin that is called. undici is imported here, on first use, because every worker
 * evaluates the library and not every test sends something.
 */
export async function openPool(): Promise<Agent> {
  const { Agent } = await import('undici');
  return new Agent({ keepAliveTimeout: KEEP_ALIVE_MS, connect: { timeout: CONNECT_TIMEOUT_MS } });
}
