/**
 * Writes the answers to requests that came in together one after another, when all of them have been read.
 *
 * A write to a client that sleeps wakes it, which costs the writer as much as making the answer; one that follows at
 * once finds the client awake. The event loop runs its immediates right after it has read what is there, so that an
 * answer to a single request goes out as early as before.
 *
 * @see https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick
 */
export class Outbox {
  #waiting: (() => void)[] = [];

  put(write: () => void): void {
    if (this.#waiting.push(write) === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const writes = this.#waiting;
    this.#waiting = [];
    for (const write of writes) write();
  }
}
