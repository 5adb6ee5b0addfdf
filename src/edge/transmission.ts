/** One request on a socket of the pool, as undici reports on it: head, pieces of the body, end. */

import type { Dispatcher } from 'undici';

/** The most that a timer can wait; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface Received {
  status: number;
  /** Lower-case names; several values of one name are joined with `, `. */
  headers: Record<string, string>;
  /** When the head was there, in `performance.now()` time. */
  headAtMs: number;
  bytes: Buffer;
  /** What ended the body before its end; undefined when it is whole. */
  cutBy: unknown;
}

/** Whether a transmission was given up because its time was over. */
export class Expired extends Error {}

/** Whether it was given up because nobody waits for it any more. */
export class Ended extends Error {}

/**
 * A handler of undici's own interface instead of `request()`, because that one throws away what had come of a body when
 * its connection is cut, and because undici's timeouts start anew with every piece, so that a slow drip outlives them.
 */
export class Transmission implements Dispatcher.DispatchHandler {
  /** Rejects when no head came, and when it was given up in any case. */
  readonly received: Promise<Received>;
  #resolve!: (received: Received) => void;
  #reject!: (reason: unknown) => void;
  #head: Pick<Received, 'status' | 'headers' | 'headAtMs'> | undefined;
  readonly #pieces: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #abortedBy: Error | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #signal: AbortSignal | undefined;

  /**
   * @param timeoutMs bounds the whole transmission; 0 for ever.
   * @param signal ends it before that.
   */
  constructor(timeoutMs: number, signal?: AbortSignal) {
    this.received = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (timeoutMs > 0) {
      this.#timer = setTimeout(() => this.#abort(new Expired()), Math.min(timeoutMs, LONGEST_TIMER_MS));
    }
    this.#signal = signal;
    if (signal?.aborted) this.handleEvent();
    else signal?.addEventListener('abort', this);
  }

  /** Of the signal. The transmission is its own listener, so that none need be made for each. */
  handleEvent(): void {
    this.#abort(new Ended());
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#abortedBy !== undefined) controller.abort(this.#abortedBy);
  }

  onResponseStart(_: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    // 1xx is not the answer yet.
    if (status >= 200) this.#head = { status, headers: joinValues(headers), headAtMs: performance.now() };
  }

  onResponseData(_: unknown, piece: Buffer): void {
    this.#pieces.push(piece);
  }

  onResponseEnd(): void {
    this.#finish(undefined);
  }

  onResponseError(_: unknown, error: Error): void {
    // The parser quotes what it cannot read, which may be an echo of the request.
    if ('data' in error) delete error.data;
    this.#finish(error);
  }

  #finish(cutBy: unknown): void {
    if (this.#head === undefined) return this.#fail(cutBy);
    this.#stopWaiting();
    const [first] = this.#pieces;
    const bytes = first !== undefined && this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces);
    const { status, headers, headAtMs } = this.#head;
    this.#resolve({ status, headers, headAtMs, bytes, cutBy });
  }

  #fail(reason: unknown): void {
    this.#stopWaiting();
    this.#reject(reason);
  }

  #abort(reason: Error): void {
    this.#abortedBy = reason;
    this.#fail(reason);
    this.#controller?.abort(reason);
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this);
  }
}

function joinValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) joined[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
}
