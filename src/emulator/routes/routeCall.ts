/** What the handler of a route gets: the call, and the ways to decide it. */

import type { ApiVersion } from '../../protocol/endpoints.js';
import type { Handle } from '../../protocol/handles.js';
import { eventsOf } from '../../protocol/events.js';
import type { JsonObject } from '../../protocol/json.js';
import type { Problem } from '../../protocol/problems.js';
import type { EmulatorCall } from '../emulatorCall.js';
import { framingFor, type CalledEndpoint, type IncomingCall, type OwnAnswer } from '../incomingCall.js';
import { redactedBody, redactedHeaders, redactedQuery } from '../redaction.js';
import { sentRequestId } from '../requestId.js';
import { parsedBody, type WireAnswer } from '../wire.js';
import { readEnvelope } from '../writtenEnvelope.js';
import { aborted, fulfilled, type Fulfilment } from './fulfilment.js';

/** One call, to be decided with one of `fulfill`, `fallback` and `abort`. */
export interface RouteCall {
  readonly endpoint: CalledEndpoint;
  /** Undefined for a token request. */
  readonly version: ApiVersion | undefined;
  /** As the URL names it, whether or not there is such a datastream. */
  readonly datastreamId: string | undefined;
  readonly namespace: string;
  /** As the client sent it; undefined when it sent none. */
  readonly requestId: string | undefined;
  /** Without credentials, as in `calls()`. */
  readonly request: EmulatorCall['request'];
  /** Of the body, whether it has one or many. */
  readonly events: readonly JsonObject[];
  /** Answers the call. */
  fulfill(answer?: Fulfilment): void;
  /** Leaves the call to the next older route, and after the last one to the emulator. */
  fallback(): void;
  /** Lets the emulator answer, faults aside, without sending it: to be changed and given to `fulfill`. */
  fetch(): Promise<FetchedAnswer>;
  /** Resets the connection. The emulator never sees the call. */
  abort(reason?: 'connectionreset'): void;
}

export interface FetchedAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string | string[]>;
  /** Parsed where it is JSON, the text otherwise; undefined where there is none. */
  body: unknown;
  /** Of the body; empty where it carries none. */
  handles: Handle[];
  errors: Problem[];
  warnings: Problem[];
}

export interface Decision {
  by: 'fulfill' | 'fallback' | 'abort';
  /** Undefined when the call is left to others. */
  answer?: WireAnswer;
}

/** @param decide is told each decision as it is made. */
export function routeCall(call: IncomingCall, own: OwnAnswer, decide: (decision: Decision) => void): RouteCall {
  const { request, endpoint, version, datastreamId, namespace } = call;
  const view = requestOf(call);
  return {
    endpoint,
    version,
    datastreamId,
    namespace,
    requestId: sentRequestId(request),
    request: view,
    events: eventsOf(view.body),
    fulfill: (fulfilment = {}) => decide({ by: 'fulfill', answer: fulfilled(fulfilment, call) }),
    fallback: () => decide({ by: 'fallback' }),
    fetch: async () => fetched(await own(), call),
    abort: (reason) => decide({ by: 'abort', answer: aborted(reason) }),
  };
}

/** The token endpoint's queries and bodies hold credentials. */
function requestOf({ request, endpoint }: IncomingCall): RouteCall['request'] {
  const { method, path, query, headers, body } = request;
  const isEdge = endpoint !== 'ims-token';
  return {
    method,
    path,
    query: isEdge ? redactedQuery(query) : {},
    headers: redactedHeaders(headers),
    body: isEdge ? redactedBody(parsedBody(body)) : undefined,
  };
}

function fetched(answer: WireAnswer, call: IncomingCall): FetchedAnswer {
  const { handles = [], errors = [], warnings = [] } = readEnvelope(answer, framingFor(call)) ?? {};
  return {
    status: answer.status,
    headers: { ...answer.headers },
    body: parsedBody(answer.body),
    handles: [...handles],
    errors: [...errors],
    warnings: [...warnings],
  };
}
