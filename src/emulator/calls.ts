/** The calls that the emulator answered, by namespace, newest last. */

import { assuranceOf } from './assurance.js';
import { viewOf, type CallFacts, type EmulatorCall, type RecordedCall } from './emulatorCall.js';
import { redactedHeaders } from './redaction.js';
import type { EmulatorRequest, WireAnswer } from './wire.js';

/** Kept of each namespace. A test that makes more has a loop. */
const MAX_CALLS = 1000;

/** Kept of all bodies together, so that a night of load tests does not fill the memory. */
const MAX_BODY_CHARACTERS = 32 * 1024 * 1024;

/** A namespace is a test; of more than this many, the one that has been quiet longest is forgotten. */
const MAX_NAMESPACES = 10_000;

/** A namespace's name comes from a header, which may hold anything. */
const MAX_NAME_CHARACTERS = 200;

/** What happened to the log. */
type Change = 'recorded' | 'forgotten';
type Listener = (change: Change) => void;

interface Log {
  entries: RecordedCall[];
  dropped: number;
}

export function namespaceName(header: string | undefined): string {
  return (header ?? '').slice(0, MAX_NAME_CHARACTERS);
}

export class CallLog {
  /** The namespace that was quiet longest stands first. */
  readonly #logs = new Map<string, Log>();
  readonly #listeners = new Set<Listener>();
  #sequence = 0;
  #characters = 0;

  /** Queries and bodies are kept of the Edge Network's endpoints only: elsewhere they may hold credentials. */
  record(request: EmulatorRequest, answer: WireAnswer, facts: CallFacts): void {
    const isEdge = facts.endpoint !== undefined && facts.endpoint !== 'ims-token';
    const log = this.#touch(facts.namespace);
    log.entries.push({
      sequence: ++this.#sequence,
      facts,
      method: request.method,
      path: request.path,
      query: isEdge ? request.query : undefined,
      requestHeaders: redactedHeaders(request.headers),
      requestBody: isEdge ? request.body : '',
      assurance: assuranceOf(request),
      answer: isEdge ? answer : { ...answer, body: '' },
    });
    this.#characters += charactersOf(log.entries.at(-1));
    if (log.entries.length > MAX_CALLS) this.#drop(log);
    this.#shrink();
    this.#tell('recorded');
  }

  /**
   * @param namespace all of them when undefined.
   * @param after only calls of a later sequence, the newest `most` of them.
   */
  calls(namespace?: string, { after = 0, most = Infinity }: { after?: number; most?: number } = {}): EmulatorCall[] {
    const entries = this.#selected(namespace).flatMap((log) => log.entries.filter(({ sequence }) => sequence > after));
    const inOrder = entries.toSorted((one, other) => one.sequence - other.sequence);
    return (most < inOrder.length ? inOrder.slice(-most) : inOrder).map(viewOf);
  }

  /** @returns what ends the listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How many calls there were that are not kept any more. */
  dropped(namespace?: string): number {
    return this.#selected(namespace).reduce((total, log) => total + log.dropped, 0);
  }

  count(endpoint?: CallFacts['endpoint']): number {
    const entries = this.#selected().flatMap((log) => log.entries);
    return endpoint === undefined ? entries.length : entries.filter(({ facts }) => facts.endpoint === endpoint).length;
  }

  reset(namespace?: string): void {
    for (const log of this.#selected(namespace)) {
      for (const entry of log.entries) this.#characters -= charactersOf(entry);
    }
    if (namespace === undefined) this.#logs.clear();
    else this.#logs.delete(namespace);
    this.#tell('forgotten');
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  #selected(namespace?: string): Log[] {
    if (namespace === undefined) return [...this.#logs.values()];
    const log = this.#logs.get(namespace);
    return log === undefined ? [] : [log];
  }

  #touch(namespace: string): Log {
    const log = this.#logs.get(namespace) ?? { entries: [], dropped: 0 };
    this.#logs.delete(namespace);
    this.#logs.set(namespace, log);
    return log;
  }

  #shrink(): void {
    while (this.#characters > MAX_BODY_CHARACTERS) {
      const quietest = this.#selected().find(({ entries }) => entries.length > 0);
      if (quietest === undefined) break;
      this.#drop(quietest);
    }
    const [first] = this.#logs.keys();
    if (this.#logs.size > MAX_NAMESPACES && first !== undefined) this.reset(first);
  }

  #drop(log: Log): void {
    this.#characters -= charactersOf(log.entries.shift());
    log.dropped += 1;
  }
}

function charactersOf(entry: RecordedCall | undefined): number {
  return entry === undefined ? 0 : entry.requestBody.length + entry.answer.body.length;
}
