/** An answer on its way back to the browser: passed on as it comes, and kept for the record. */

import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { MAX_KEPT_BYTES, type EdgeAnswer } from './edgeRoute.js';
import { withoutHops } from './hopHeaders.js';

/** A handler of undici's own interface, because `request()` throws away what had come of a body that is cut. */
export class Passage implements Dispatcher.DispatchHandler {
  /** Rejects with the reason when no head came. */
  readonly answer: Promise<EdgeAnswer>;

  readonly #response: ServerResponse;
  #head: Pick<EdgeAnswer, 'status' | 'headers' | 'headAtMs'> | undefined;
  readonly #kept: Buffer[] = [];
  #keptBytes = 0;
  #resolve!: (answer: EdgeAnswer) => void;
  #reject!: (reason: unknown) => void;

  constructor(response: ServerResponse) {
    this.#response = response;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** undici takes a handler without it for one of its older interface. */
  onRequestStart(): void {}

  onResponseStart(_: unknown, status: number, headers: IncomingHttpHeaders): void {
    // 1xx is not the answer yet.
    if (status < 200) return;
    this.#head = { status, headers, headAtMs: performance.now() };
    this.#response.writeHead(status, withoutHops(headers));
  }

  /** A page that has gone reads nothing any more; its answer is recorded all the same. */
  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.#keptBytes < MAX_KEPT_BYTES) this.#kept.push(piece);
    this.#keptBytes += piece.length;
    if (this.#response.destroyed || this.#response.write(piece)) return;
    controller.pause();
    const goOn = () => {
      this.#response.off('drain', goOn).off('close', goOn);
      controller.resume();
    };
    this.#response.once('drain', goOn).once('close', goOn);
  }

  onResponseEnd(): void {
    this.#response.end();
    this.#finish(undefined);
  }

  /** The browser's connection is cut as that to the Edge Network was. */
  onResponseError(_: unknown, error: Error): void {
    this.#response.destroy();
    this.#finish(error);
  }

  #finish(cutBy: unknown): void {
    if (this.#head === undefined) this.#reject(cutBy);
    else this.#resolve({ ...this.#head, body: Buffer.concat(this.#kept), cutBy });
  }
}
