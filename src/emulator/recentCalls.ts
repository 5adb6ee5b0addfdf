/** The recorded calls of one namespace, oldest first. Dropping the oldest takes no time, however many there are. */

import type { RecordedCall } from './emulatorCall.js';

export class RecentCalls {
  #calls: (RecordedCall | undefined)[] = [];
  /** Where the oldest stands; what is in front of it has been dropped. */
  #first = 0;
  #dropped = 0;

  get size(): number {
    return this.#calls.length - this.#first;
  }

  /** How many there were that are not kept any more. */
  get dropped(): number {
    return this.#dropped;
  }

  push(call: RecordedCall): void {
    this.#calls.push(call);
  }

  dropOldest(): RecordedCall | undefined {
    const oldest = this.#calls[this.#first];
    if (oldest === undefined) return undefined;
    this.#calls[this.#first] = undefined;
    this.#first += 1;
    this.#dropped += 1;
    // Moving the rest to the front each time would cost more than all else that recording does.
    if (this.#first > this.size) {
      this.#calls = this.#calls.slice(this.#first);
      this.#first = 0;
    }
    return oldest;
  }

  list(): RecordedCall[] {
    return this.#calls.filter((call) => call !== undefined);
  }
}
