/** The calls that the emulator answered, by namespace, newest last. */

import { viewOf, type CallFacts, type EmulatorCall } from './emulatorCall.js';
import { RecentCalls } from './recentCalls.js';
import type { EmulatorRequest, WireAnswer } from './wire.js';

/**
 * Kept of each namespace. A test that makes more has a loop. From about 500 on, what is kept lives long enough for the
 * garbage collector to move it about, which takes a third of the time of every call.
 */
const MAX_CALLS = 300;

/** Kept of all messages together, so that a night of load tests does not fill the memory. */
const MAX_CHARACTERS = 32 * 1024 * 1024;

/** What a call takes beside its texts. */
const CALL_CHARACTERS = 1000;

/** A namespace is a test; of more than this many, the one that has been quiet longest is forgotten. */
const MAX_NAMESPACES = 10_000;

/** A namespace's name comes from a header, which may hold anything. */
const MAX_NAME_CHARACTERS = 200;

/** What happened to the log. */
type Change = 'recorded' | 'forgotten';
type Listener = (change: Change) => void;

export function namespaceName(header: string | undefined): string {
  return (header ?? '').slice(0, MAX_NAME_CHARACTERS);
}

export class CallLog {
  /** The namespace that was quiet longest stands first. */
  readonly #logs = new Map<string, RecentCalls>();
  /** The namespace that stands last: mostly the next call is one of it, too. */
  #latest: string | undefined;
  readonly #listeners = new Set<Listener>();
  #sequence = 0;
  #characters = 0;
  /** Calls of namespaces that were forgotten as a whole. */
  #evicted = 0;

  /**
   * Queries and bodies are kept of the Edge Network's endpoints only: elsewhere they may hold credentials.
   *
   * @returns the answer, to be given on.
   */
  record(request: EmulatorRequest, answer: WireAnswer, facts: CallFacts): WireAnswer {
    const isEdge = facts.endpoint !== undefined && facts.endpoint !== 'ims-token';
    const log = this.#logOf(facts.namespace);
    const sequence = ++this.#sequence;
    const kept = isEdge ? { request, answer } : { request: withoutContent(request), answer: { ...answer, body: '' } };
    const size = sizeOf(kept.request, kept.answer);
    log.push({ sequence, facts, request: kept.request, answer: kept.answer, size });
    this.#characters += size;
    if (log.size > MAX_CALLS) this.#drop(log);
    this.#shrink();
    if (this.#listeners.size > 0) this.#tell('recorded');
    return answer;
  }

  /**
   * @param namespace all of them when undefined.
   * @param after only calls of a later sequence, the newest `most` of them.
   */
  calls(namespace?: string, { after = 0, most = Infinity }: { after?: number; most?: number } = {}): EmulatorCall[] {
    const entries = this.#selected(namespace).flatMap((log) => log.list().filter(({ sequence }) => sequence > after));
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
    const evicted = namespace === undefined ? this.#evicted : 0;
    return this.#selected(namespace).reduce((total, log) => total + log.dropped, evicted);
  }

  count(endpoint?: CallFacts['endpoint']): number {
    const calls = this.#selected().flatMap((log) => log.list());
    return endpoint === undefined ? calls.length : calls.filter(({ facts }) => facts.endpoint === endpoint).length;
  }

  reset(namespace?: string): void {
    for (const log of this.#selected(namespace)) {
      for (const { size } of log.list()) this.#characters -= size;
    }
    if (namespace === undefined) {
      this.#logs.clear();
      this.#evicted = 0;
    } else this.#logs.delete(namespace);
    this.#latest = undefined;
    this.#tell('forgotten');
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  #selected(namespace?: string): RecentCalls[] {
    if (namespace === undefined) return [...this.#logs.values()];
    const log = this.#logs.get(namespace);
    return log === undefined ? [] : [log];
  }

  #logOf(namespace: string): RecentCalls {
    const log = this.#logs.get(namespace) ?? new RecentCalls();
    if (namespace !== this.#latest) {
      this.#logs.delete(namespace);
      this.#logs.set(namespace, log);
      this.#latest = namespace;
    }
    return log;
  }

  #shrink(): void {
    while (this.#characters > MAX_CHARACTERS) {
      const quietest = this.#selected().find(({ size }) => size > 0);
      if (quietest === undefined) break;
      this.#drop(quietest);
    }
    if (this.#logs.size <= MAX_NAMESPACES) return;
    const [first] = this.#logs.keys();
    if (first !== undefined) this.#forget(first);
  }

  #drop(log: RecentCalls): void {
    this.#characters -= log.dropOldest()?.size ?? 0;
  }

  /** Unlike a reset, which somebody asked for, this loses calls that somebody may look for. */
  #forget(namespace: string): void {
    const log = this.#logs.get(namespace);
    if (log === undefined) return;
    this.#evicted += log.size + log.dropped;
    for (const { size } of log.list()) this.#characters -= size;
    this.#logs.delete(namespace);
  }
}

function withoutContent(request: EmulatorRequest): EmulatorRequest {
  return { ...request, target: request.path, query: new URLSearchParams(), body: '' };
}

/** The longest part of a request's head is its cookies; Node takes 16 KB of it at most. */
function sizeOf({ target, headers, body }: EmulatorRequest, answer: WireAnswer): number {
  let size = CALL_CHARACTERS + target.length + body.length + answer.body.length;
  for (const name in headers) size += headers[name]?.length ?? 0;
  return size;
}
