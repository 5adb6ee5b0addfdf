/** Answers as the Edge Network gives them, built without a wire. */

import { EdgeResponse } from '../../src/edge/response.js';
import {
  problemCodes,
  problemStatus,
  problemType,
  type Problem,
  type ProblemCode,
} from '../../src/protocol/problems.js';
import type { SentRequest } from '../../src/traffic/call.js';

const datastreamId = 'bc1a10e0-aee4-4e0e-ac5b-cdbb9abbec83';
export const orgId = '5BFE274A5F6980A50A495C08@AdobeOrg';
export const sentRequestId = '708e4f90-5bff-41c5-8f4b-6c15bab76b11';
export const requestId = `${sentRequestId}-f46e48eb52594815`;
export const ecid = '41861666193140161934276845651148876988';

/** The lines of a failure message that name the call, for an answer to `POST /ee/v2/interact`. */
export function callLines(status = 200): string {
  return [
    `Call:       POST /ee/v2/interact → ${status}`,
    `Datastream: ${datastreamId}`,
    `RequestId:  ${requestId}`,
  ].join('\n');
}

export interface AnswerParts {
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  text?: string;
  /** What kept the body from coming as it was sent. */
  fault?: string;
  /** How often the request was sent; 1 unless told otherwise. */
  attempts?: number;
  request?: Partial<SentRequest>;
}

/** An answer to `POST /ee/v2/interact`, with no handles unless told otherwise. */
export function answer({
  status = 200,
  headers,
  body = envelope(),
  text,
  fault,
  attempts = 1,
  request,
}: AnswerParts = {}): EdgeResponse {
  return new EdgeResponse({
    status,
    headers: headers ?? { 'content-type': 'application/json;charset=utf-8' },
    text: text ?? JSON.stringify(body),
    fault,
    timing: { totalMs: 12, firstByteMs: 10 },
    attempts,
    request: {
      method: 'POST',
      url: `https://server.adobedc.net/ee/v2/interact?dataStreamId=${datastreamId}`,
      headers: { authorization: '***' },
      body: JSON.stringify({ event: { xdm: { eventType: 'web.webpagedetails.pageViews' } } }),
      endpoint: 'interact',
      datastreamId,
      orgId,
      requestId: undefined,
      ...request,
    },
  });
}

/** The lists that an envelope may hold; `handle` is there in any case. */
export interface EnvelopeLists {
  handle?: readonly unknown[];
  errors?: readonly unknown[];
  warnings?: readonly unknown[];
}

export function envelope(lists: EnvelopeLists = {}): Record<string, unknown> {
  return { requestId, handle: [], ...lists };
}

export function answerWith(handle: readonly unknown[], parts: AnswerParts = {}): EdgeResponse {
  return answer({ body: envelope({ handle }), ...parts });
}

/** A problem with the title of the documentation. */
export function problem(code: ProblemCode, more: Partial<Problem> = {}): Problem {
  return { type: problemType(code), status: problemStatus(code), title: problemCodes[code].title, ...more };
}

/** The answer to a request that was refused as a whole. */
export function refusal(code: ProblemCode, more: Partial<Problem> = {}): EdgeResponse {
  return answer({
    status: problemStatus(code),
    headers: { 'content-type': 'application/problem+json' },
    body: problem(code, { report: { requestId }, ...more }),
  });
}

/** The answer to `POST /ee/v2/collect`; without a body when it was `silent`. */
export function collected({ silent = false } = {}): EdgeResponse {
  const parts: AnswerParts = silent ? { status: 204, headers: {}, text: '' } : { status: 202, body: { requestId } };
  const url = `https://server.adobedc.net/ee/v2/collect?dataStreamId=${datastreamId}`;
  return answer({ ...parts, request: { url, endpoint: 'collect', body: JSON.stringify({ events: [{ xdm: {} }] }) } });
}

export const identityHandle = {
  type: 'identity:result',
  payload: [{ id: ecid, namespace: { code: 'ECID' } }],
};

export const stateHandle = {
  type: 'state:store',
  payload: [
    { key: 'kndctr_5BFE274A5F6980A50A495C08_AdobeOrg_cluster', value: 'or2', maxAge: 1800 },
    { key: 'kndctr_5BFE274A5F6980A50A495C08_AdobeOrg_consent', value: 'general=in', maxAge: 15552000 },
  ],
};

export const decisionsHandle = {
  type: 'personalization:decisions',
  eventIndex: 0,
  payload: [
    {
      id: 'AT:eyJhY3Rpdml0eUlkIjoiMTI2NDg2IiwiZXhwZXJpZW5jZUlkIjoiMCJ9',
      scope: '__view__',
      scopeDetails: { decisionProvider: 'TGT', activity: { id: '126486' } },
      items: [],
    },
    {
      id: '57e95d72-4b8d-4eca-91c2-d3a25e1cad0d',
      scope: 'footer',
      scopeDetails: { decisionProvider: 'AJO', activity: { id: '126487' } },
      items: [],
    },
  ],
};
