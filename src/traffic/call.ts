/** One request and its answer, as it is recorded: strings that exist anyway, nothing cloned, nothing formatted. */

import { eventsOf as eventsIn } from '../protocol/events.js';
import { isObject, parseObject } from '../protocol/json.js';
import { type EndpointName } from '../protocol/endpoints.js';

export interface Timing {
  /** From sending to the last byte of the answer, in milliseconds. */
  totalMs: number;
  /** From sending to the first byte of the answer's head, in milliseconds. */
  firstByteMs: number;
}

/** A request as it was sent, with credentials replaced by `***`. */
export interface SentRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Undefined for a path that is none of the Edge Network's. */
  endpoint: EndpointName | undefined;
  datastreamId: string | undefined;
  orgId: string | undefined;
  /** As the client sent it; the answer's id begins with it. */
  requestId: string | undefined;
}

export interface ReceivedAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** What kept the body from coming as it was sent: a cut connection, a compression that is none. */
  fault?: string;
}

/** Where on a page a call came from. */
export interface CallSource {
  /**
   * Address of the frame or worker that sent it. Only its origin where the browser says no more, as of what is sent
   * while a page unloads; undefined where it says nothing.
   */
  frameUrl: string | undefined;
  /** Title of the page at that time; undefined for workers, and for what is sent while a page unloads. */
  pageTitle: string | undefined;
  /** `beacon` is `navigator.sendBeacon`, whose answer no page ever sees. `other` is an image, a frame, a form. */
  transport: 'fetch' | 'beacon' | 'other';
}

/** One transmission. A request that was sent again after a 503 is two calls. */
export interface EdgeCall {
  /** Counts from 1 in the order of sending. */
  sequence: number;
  /** ISO 8601, when it was sent. */
  sentAt: string;
  request: SentRequest;
  /** Undefined for a call of the spec itself. */
  page?: CallSource;
  /** Sequence of the call that this one repeats, because its answer asked for patience. */
  retryOf?: number;
  /** Undefined while none has come, and for good when `failure` is set. */
  response?: ReceivedAnswer;
  /** Why no answer came. */
  failure?: string;
  timing?: Timing;
}

/** What is reported to a datastream: one event of one call. */
export interface EdgeEvent {
  xdm: Record<string, unknown>;
  data: Record<string, unknown> | undefined;
  call: EdgeCall;
}

/** The events of a call's body; none for a body that is no JSON. */
export function eventsOf(call: EdgeCall): EdgeEvent[] {
  return eventsIn(parseObject(call.request.body)).map((event) => ({
    xdm: isObject(event['xdm']) ? event['xdm'] : {},
    data: isObject(event['data']) ? event['data'] : undefined,
    call,
  }));
}
