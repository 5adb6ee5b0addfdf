/** Where what pages send to the Edge Network is answered. */

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { UpstreamProxy } from './upstreamProxy.js';

export interface EdgeRoute extends AsyncDisposable {
  /**
   * Answers a request of a page on its response.
   *
   * @returns what was answered, even if the page has gone. Rejects with the reason when there is no answer.
   */
  answer(request: EdgeRequest, response: ServerResponse): Promise<EdgeAnswer>;
}

/** A request whose body has been read as far as it is kept. */
export interface EdgeRequest {
  message: IncomingMessage;
  /** Path and query. */
  path: string;
  /** The beginning of the body; the rest is still to be read from the message. */
  body: Buffer;
  isWhole: boolean;
  /** Added to those of the message. */
  headers: Readonly<Record<string, string>>;
  proxy: UpstreamProxy | undefined;
}

export interface EdgeAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** The beginning of the body. */
  body: Buffer;
  /** When the head was there, in `performance.now()` time. */
  headAtMs: number;
  /** What ended the body before its end; undefined when it is whole. */
  cutBy: unknown;
}

/** The Edge Network takes 64 KB, and answers with little more; of what is longer only the beginning is kept. */
export const MAX_KEPT_BYTES = 1024 * 1024;
