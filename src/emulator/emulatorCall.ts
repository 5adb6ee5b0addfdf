/** One call as specs, the control endpoint and the inspector see it, made from what was recorded when somebody looks. */

import type { ApiVersion, EndpointName } from '../protocol/endpoints.js';
import { eventsOf } from '../protocol/events.js';
import { isObject, joinPath } from '../protocol/json.js';
import { checkAnswer, requestSchemaId, validate } from '../schema/index.js';
import type { Violation } from '../schema/violation.js';
import { assuranceOf, type Assurance } from './assurance.js';
import type { Consent } from './consent/choice.js';
import type { Visitor } from './identity.js';
import { redactedBody, redactedHeaders, redactedQuery } from './redaction.js';
import { framingOf, recordsIn } from './streaming.js';
import { parsedBody, type EmulatorRequest, type WireAnswer } from './wire.js';

/** Credentials are replaced by `***`. */
export interface EmulatorCall {
  /** Counts from 1 over all namespaces, in the order of answering. */
  sequence: number;
  /** ISO 8601 */
  receivedAt: string;
  /** Empty for a call that named none. */
  namespace: string;
  /** Undefined for a request that was for no endpoint. */
  endpoint: EndpointName | 'ims-token' | undefined;
  version: ApiVersion | undefined;
  /** As the URL named it, with its environment. Undefined when no such datastream exists. */
  datastreamId: string | undefined;
  /** Of the answer. */
  requestId: string | undefined;
  /** 0 when the connection was cut before anything of the answer went out. */
  status: number;
  /** `xdm.eventType` of each event that has one. */
  eventTypes: string[];
  /** Undefined for a call that was refused before anybody asked who it was. */
  visitor: VisitorState | undefined;
  assurance: Assurance | undefined;
  /** What a test put in the way of the emulator's own answer: `route`, or `fault: status 503`. */
  disturbedBy: string | undefined;
  request: EmulatorMessage & { method: string; path: string; query: Record<string, string> };
  /** The body of a stream is the list of its records. */
  response: EmulatorMessage;
  /** What of the two bodies does not fit the bundled schemas. */
  violations: { request: Violation[]; response: Violation[] };
}

export interface EmulatorMessage {
  headers: Record<string, string>;
  /** Parsed where it is JSON, the text otherwise; undefined where there is none. */
  body: unknown;
}

/** Who a call was found to come from. */
export interface VisitorState {
  ecid: string;
  /** Where the ECID came from; `random` was made up. */
  source: Visitor['source'];
  /** `namespace: id` of all identities of the first event. */
  identities: string[];
  consent: Consent;
  /** Location hint of the region that answered. */
  region: string;
}

/** What is known of a call besides its messages. */
export interface CallFacts {
  namespace: string;
  receivedAtMs: number;
  endpoint?: EndpointName | 'ims-token';
  version?: ApiVersion;
  datastreamId?: string | undefined;
  requestId?: string;
  visitor?: { visitor: Visitor; consent: Consent; region: string };
  disturbedBy?: string | undefined;
}

/** The messages as they were; nothing is parsed, formatted or masked before `viewOf`, and nobody else sees them. */
export interface RecordedCall {
  sequence: number;
  facts: CallFacts;
  request: EmulatorRequest;
  answer: WireAnswer;
  /** What it takes of the memory, in characters. */
  size: number;
}

export function viewOf({ sequence, facts, request, answer }: RecordedCall): EmulatorCall {
  const { namespace, receivedAtMs, endpoint, version, datastreamId, requestId, disturbedBy } = facts;
  const isLost = answer.delivery?.cut === 'before';
  const { method, path, query, headers } = request;
  const body = shallow(parsedBody(request.body));
  const response = isLost ? { headers: {}, body: undefined } : responseOf(answer, body);
  return {
    sequence,
    receivedAt: new Date(receivedAtMs).toISOString(),
    namespace,
    endpoint,
    version,
    datastreamId,
    requestId,
    status: isLost ? 0 : answer.status,
    eventTypes: eventsOf(body)
      .flatMap(({ xdm }) => (isObject(xdm) ? xdm['eventType'] : []))
      .filter(isText),
    visitor: facts.visitor && visitorState(facts.visitor),
    assurance: assuranceOf(request),
    disturbedBy,
    request: { method, path, query: redactedQuery(query), headers: redactedHeaders(headers), body: redactedBody(body) },
    response,
    violations: {
      request: violationsOfRequest(facts, request.body, body),
      response: isLost ? [] : violationsOfResponse(facts, answer, response.body),
    },
  };
}

/** A body may be nested deeper than anything can follow that shows it. */
function shallow(body: unknown): unknown {
  try {
    JSON.stringify(body);
    return body;
  } catch {
    return '(nested too deeply to be shown)';
  }
}

function visitorState({ visitor, consent, region }: NonNullable<CallFacts['visitor']>): VisitorState {
  const { ecid, source, identities } = visitor;
  return { ecid, source, identities: identities.map(({ namespace, id }) => `${namespace}: ${id}`), consent, region };
}

function responseOf({ headers, body }: WireAnswer, requestBody: unknown): EmulatorMessage {
  const framing = isObject(requestBody) ? framingOf(requestBody) : undefined;
  const isStream = framing !== undefined && body.startsWith(framing.recordSeparator);
  return {
    // Several values of one name stand on lines of their own, as cookies may hold commas.
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join('\n')])),
    body: isStream ? recordsIn(body, framing).map(parsedBody) : parsedBody(body),
  };
}

function violationsOfRequest({ endpoint, version }: CallFacts, text: string, body: unknown): Violation[] {
  if (endpoint === undefined || endpoint === 'ims-token' || version === undefined || typeof body === 'string')
    return [];
  return text === '' ? [] : validate(requestSchemaId({ name: endpoint, version }), body);
}

function violationsOfResponse({ endpoint }: CallFacts, { status, body: text }: WireAnswer, body: unknown): Violation[] {
  if (endpoint === undefined || endpoint === 'ims-token') return [];
  const check = (one: unknown) =>
    checkAnswer({ endpoint, status, text, body: one, isJson: one !== undefined && typeof one !== 'string' }).violations;
  if (!Array.isArray(body)) return [...check(body)];
  return body.flatMap((record, index) => check(record).map((violation) => inRecord(violation, index)));
}

function inRecord(violation: Violation, index: number): Violation {
  const place = joinPath('', index);
  const path = violation.path === '' ? place : `${place}.${violation.path}`;
  return { ...violation, path, message: `${place}: ${violation.message}` };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
