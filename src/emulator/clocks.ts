/** The time of each namespace, which a spec may move to see sessions and tokens expire. */

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

  fastForward(namespace: string, ms: number): void {
    this.#aheadMs.set(namespace, (this.#aheadMs.get(namespace) ?? 0) + ms);
  }

  /** @param namespace all of them when undefined. */
  reset(namespace?: string): void {
    if (namespace === undefined) this.#aheadMs.clear();
    else this.#aheadMs.delete(namespace);
  }
}
