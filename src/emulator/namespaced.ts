/** What the emulator remembers between calls of one namespace: consent preferences, media sessions. */

/** Namespaces and keys come from clients, so there may be any number of either. */
const MAX_ENTRIES = 10_000;

export class NamespacedStore<Value> {
  /** The entry that was written longest ago stands first, and is forgotten first. */
  readonly #entries = new Map<string, Value>();

  get(namespace: string, key: string): Value | undefined {
    return this.#entries.get(joined(namespace, key));
  }

  set(namespace: string, key: string, value: Value): void {
    const name = joined(namespace, key);
    this.#entries.delete(name);
    this.#entries.set(name, value);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
  }

  delete(namespace: string, key: string): void {
    this.#entries.delete(joined(namespace, key));
  }

  /** @param namespace all of them when undefined. */
  reset(namespace?: string): void {
    if (namespace === undefined) this.#entries.clear();
    else
      for (const name of this.#entries.keys()) if (name.startsWith(joined(namespace, ''))) this.#entries.delete(name);
  }
}

/** A namespace is the value of a header, which cannot hold a line feed. */
function joined(namespace: string, key: string): string {
  return `${namespace}\n${key}`;
}
