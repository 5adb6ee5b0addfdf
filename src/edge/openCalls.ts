/** The calls of one test that are under way, so that none of them outlives it and is taken for one of the next. */

import { setMaxListeners } from 'node:events';
import { EdgeConnectionError } from '../errors.js';

export class OpenCalls {
  readonly #open = new Set<Promise<unknown>>();
  readonly #ending = new AbortController();

  constructor() {
    // One for every transmission under way: as many as a test sends at once.
    setMaxListeners(0, this.signal);
  }

  /** Aborts transmissions. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /**
   * Follows a call until it is over.
   *
   * @param title names it in the error.
   * @throws EdgeConnectionError `EDGE_NO_ANSWER` after the end: nothing is sent any more.
   */
  follow<Result>(title: string, start: () => Promise<Result>): Promise<Result> {
    if (this.signal.aborted) {
      throw new EdgeConnectionError('EDGE_NO_ANSWER', `${title}: not sent, because its test has ended.`, {
        fix: 'Await every call of a test.',
      });
    }
    const call = start();
    const forget = () => this.#open.delete(call);
    this.#open.add(call);
    call.then(forget, forget);
    return call;
  }

  /** Waits for the calls under way, and ends those that take longer. */
  async end(graceMs: number): Promise<void> {
    const timer = setTimeout(() => this.#ending.abort(), graceMs);
    while (this.#open.size > 0) await Promise.allSettled(this.#open);
    clearTimeout(timer);
    this.#ending.abort();
    // A rejection that nobody handles is reported one turn later, and should be while the test is still there.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
