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
    for (const { type, payload } of response.handle) {
      if (type === 'state:store') for (const entry of payload) this.#rememberState(entry, now);
      else if (type === 'locationHint:result') for (const item of payload) this.#rememberHint(item, now);
    }
  }

  /** For `meta.state.entries` of the next request. */
  stateEntries(): { key: string; value: string }[] {
    const now = performance.now();
    return [...this.#state]
      .filter(([, { expiresAtMs }]) => expiresAtMs > now)
      .map(([key, { value }]) => ({ key, value }));
  }

  /** Undefined before the first answer and after the hint's lifetime. */
  locationHint(): string | undefined {
    const hint = this.#hint;
    return hint !== undefined && hint.expiresAtMs > performance.now() && isSafeHint(hint.value)
      ? hint.value
      : undefined;
  }

  #rememberState(entry: unknown, now: number): void {
    if (!isObject(entry)) return;
    const { key, value, maxAge } = entry;
    if (typeof key !== 'string' || typeof value !== 'string') return;
    if (typeof maxAge === 'number' && maxAge <= 0) this.#state.delete(key);
    else this.#state.set(key, { value, expiresAtMs: typeof maxAge === 'number' ? now + maxAge * 1000 : Infinity });
  }

  /** As in the mobile SDK, an item without hint or lifetime is passed over. */
  #rememberHint(item: unknown, now: number): void {
    if (!isObject(item) || item['scope'] !== 'EdgeNetwork') return;
    const { hint, ttlSeconds } = item;
    if (typeof hint !== 'string' || typeof ttlSeconds !== 'number') return;
    this.#hint = { value: hint, expiresAtMs: now + ttlSeconds * 1000 };
  }
}

/** A hint goes into a URL; one that is not a plain word is not followed. */
function isSafeHint(hint: string): boolean {
  return isLocationHint(hint) || /^[a-z]+\d+$/.test(hint);
}
