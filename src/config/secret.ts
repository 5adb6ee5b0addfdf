/** A value that no way of printing shows: it is only had by asking for it. */

import { inspect } from 'node:util';

const MASK = '***';

export class Secret {
  // A private field is invisible to JSON.stringify, util.inspect, spreading and the diff of `expect`.
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that sends it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
