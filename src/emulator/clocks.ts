/** The time of each namespace, which a spec may move to see sessions and identities grow old. */

import { EdgeUsageError } from '../errors.js';

/** A hundred years; later dates are not safe to write. */
const MAX_MS = 100 * 365 * 86_400_000;

export class Clocks {
  readonly #now: () => number;
  readonly #aheadMs = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Epoch milliseconds. */
  now(namespace: string): number {
    return this.#now() + (this.#aheadMs.get(namespace) ?? 0);
  }

  /** What the clock on the wall says, whatever a namespace did: tokens are of no namespace. */
  wall(): number {
    return this.#now();
  }

  /** @throws EdgeUsageError `EDGE_OPTION_INVALID` for what is no time to go forward. */
  fastForward(namespace: string, ms: number): void {
    if (typeof ms !== 'number' || !(ms >= 0 && ms <= MAX_MS)) {
      throw new EdgeUsageError(
        'EDGE_OPTION_INVALID',
        `fastForward() takes milliseconds, from 0 to ${MAX_MS}; got ${String(ms)}.`,
      );
    }
    this.#aheadMs.set(namespace, (this.#aheadMs.get(namespace) ?? 0) + ms);
  }

  /** @param namespace all of them when undefined. */
  reset(namespace?: string): void {
    if (namespace === undefined) this.#aheadMs.clear();
    else this.#aheadMs.delete(namespace);
  }
}
