/** What a browser session would remember between calls: state entries and the location hint. */

import { isObject } from '../protocol/json.js';
import { isLocationHint } from '../protocol/hosts.js';
import type { EdgeResponse } from './response.js';

interface Remembered {
  value: string;
  /** In `performance.now()` time; infinite for entries that last as long as the session. */
  expiresAtMs: number;
}

export class Visitor {
  readonly #state = new Map<string, Remembered>();
  #hint: Remembered | undefined;

  /** Takes over what an answer says. */
  remember(response: EdgeResponse): void {
    const now = performance.now();
    for (const entry of response.payload('state:store')) {
      if (!isObject(entry) || typeof entry.key !== 'string' || typeof entry.value !== 'string') continue;
      const { key, value, maxAge } = entry;
      if (typeof maxAge === 'number' && maxAge <= 0) this.#state.delete(key);
      else this.#state.set(key, { value, expiresAtMs: typeof maxAge === 'number' ? now + maxAge * 1000 : Infinity });
    }
    // As the mobile SDK does, an item without hint or lifetime is passed over.
    const hint = response.payload('locationHint:result').find((item) => item?.scope === 'EdgeNetwork');
    if (typeof hint?.hint === 'string' && typeof hint.ttlSeconds === 'number') {
      this.#hint = { value: hint.hint, expiresAtMs: now + hint.ttlSeconds * 1000 };
    }
  }

  /** For `meta.state.entries` of the next request. */
  stateEntries(): { key: string; value: string }[] {
    const now = performance.now();
    return [...this.#state].filter(([, { expiresAtMs }]) => expiresAtMs > now).map(([key, { value }]) => ({ key, value }));
  }

  /** Undefined before the first answer and after the hint's lifetime. */
  locationHint(): string | undefined {
    const hint = this.#hint;
    return hint !== undefined && hint.expiresAtMs > performance.now() && isSafeHint(hint.value) ? hint.value : undefined;
  }
}

/** A hint goes into a URL; one that is not a plain word is not followed. */
function isSafeHint(hint: string): boolean {
  return isLocationHint(hint) || /^[a-z]+\d+$/.test(hint);
}
