/** What a route may answer with, and the answer that comes of it. */

import { EdgeUsageError } from '../../errors.js';
import type { Handle } from '../../protocol/handles.js';
import { isProblemCode, type Problem, type ProblemCode, type ProblemReport } from '../../protocol/problems.js';
import { closest } from '../../spelling.js';
import { codeFault } from '../endpointNames.js';
import { framingFor, type IncomingCall } from '../incomingCall.js';
import { problem, problemMediaType } from '../problem.js';
import { emptyAnswer, jsonAnswer, type WireAnswer } from '../wire.js';
import { writeEnvelope } from '../writtenEnvelope.js';

/** A code, for the document that the emulator writes for it, or a document. */
export type GivenProblem = ProblemCode | Problem;

/** Either handles, errors and warnings, or a problem, or a body of any other kind; with none of them there is no body. */
export interface Fulfilment {
  /** The request id is made as for every answer. */
  handles?: readonly Handle[];
  /** The status is 207 then. */
  errors?: readonly GivenProblem[];
  warnings?: readonly GivenProblem[];
  /** A fatal one: the whole answer, with its status. */
  problem?: GivenProblem;
  /** From 200 to 599. @default 200, or what handles, errors or problem ask for */
  status?: number;
  headers?: Record<string, string | string[]>;
  /** Text, sent as it is, or any other value, sent as JSON. */
  body?: unknown;
  contentType?: string;
}

const fields = ['handles', 'errors', 'warnings', 'problem', 'status', 'headers', 'body', 'contentType'];
const DETAIL = 'A route answered the call with this problem.';
const BODILESS = [204, 205, 304];

/** @throws EdgeUsageError `EDGE_OPTION_INVALID` for what cannot be one answer. */
export function fulfilled(fulfilment: Fulfilment, call: IncomingCall): WireAnswer {
  requireCoherent(fulfilment);
  const { status, contentType, headers = {} } = fulfilment;
  const answer = contentOf(fulfilment, call);
  if (status !== undefined) answer.status = status;
  if (!Number.isInteger(answer.status) || answer.status < 200 || answer.status > 599) {
    throw unusable(`status is ${answer.status}; it must be a whole number from 200 to 599`);
  }
  if (BODILESS.includes(answer.status) && answer.body !== '') {
    throw unusable(`an answer with status ${answer.status} has no body`);
  }
  Object.assign(answer.headers, checkedHeaders(headers));
  if (contentType !== undefined) Object.assign(answer.headers, checkedHeaders({ 'content-type': contentType }));
  return answer;
}

/** The status never goes out: nothing does. */
export function aborted(reason = 'connectionreset'): WireAnswer {
  if (reason === 'connectionreset') return { ...emptyAnswer(503), delivery: { cut: 'before' } };
  throw new EdgeUsageError('EDGE_OPTION_INVALID', `abort(): there is no reason '${reason}'.`, {
    fix: "Leave it out, or give 'connectionreset'.",
  });
}

function contentOf(fulfilment: Fulfilment, call: IncomingCall): WireAnswer {
  const { handles, errors, warnings, body } = fulfilment;
  if (fulfilment.problem !== undefined) return problemAnswer(fulfilment.problem, call.context);
  if ((handles ?? errors ?? warnings) !== undefined) {
    const { requestId } = call.context;
    const content = { requestId, handles, errors: errors?.map(document), warnings: warnings?.map(document) };
    return writeEnvelope(content, framingFor(call));
  }
  if (body === undefined) return emptyAnswer(200);
  if (typeof body === 'string') {
    return { status: 200, headers: { 'content-type': 'text/plain;charset=utf-8' }, body };
  }
  const answer = jsonAnswer(200, body);
  // What JSON cannot hold, a function for example, is written as nothing at all.
  if (typeof answer.body !== 'string') throw unusable('body is neither text nor a value that JSON can hold');
  return answer;
}

function problemAnswer(given: GivenProblem, context: ProblemReport): WireAnswer {
  const { report, ...rest } = document(given);
  const body = JSON.stringify({ ...rest, report: { ...context, ...report } });
  return { status: rest.status, headers: { 'content-type': problemMediaType }, body };
}

function document(given: GivenProblem): Problem {
  if (typeof given !== 'string') return given;
  if (!isProblemCode(given)) throw unusable(codeFault(given) ?? '');
  return problem(given, DETAIL);
}

function requireCoherent(fulfilment: Fulfilment): void {
  const given = Object.entries(fulfilment).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  const unknown = given.find((field) => !fields.includes(field));
  if (unknown !== undefined) {
    const meant = closest(unknown, fields);
    throw unusable(`there is no '${unknown}'`, meant === undefined ? undefined : `Did you mean '${meant}'?`);
  }
  const kinds = [
    given.filter((field) => ['handles', 'errors', 'warnings'].includes(field)),
    given.filter((field) => field === 'problem'),
    given.filter((field) => field === 'body'),
  ].flatMap(([first]) => first ?? []);
  if (kinds.length > 1) throw unusable(`${kinds.join(' and ')} cannot be one answer`, 'Give one of them.');
  if (given.includes('problem') && given.includes('status')) {
    throw unusable('problem and status cannot stand together', 'The status is the one that the problem names.');
  }
}

function checkedHeaders(headers: Record<string, string | string[]>): WireAnswer['headers'] {
  const checked: WireAnswer['headers'] = {};
  for (const [name, value] of Object.entries(headers)) {
    try {
      for (const one of [value].flat()) void new Headers([[name, one]]);
    } catch (cause) {
      throw unusable(`the header '${name}' cannot be sent`, undefined, cause);
    }
    checked[name.toLowerCase()] = value;
  }
  return checked;
}

function unusable(what: string, fix?: string, cause?: unknown): EdgeUsageError {
  const details = { ...(fix === undefined ? {} : { fix }), ...(cause === undefined ? {} : { cause }) };
  return new EdgeUsageError('EDGE_OPTION_INVALID', `fulfill(): ${ended(what)}`, details);
}

/** A question stays one. */
export function ended(sentence: string): string {
  return /[.?!]$/.test(sentence) ? sentence : `${sentence}.`;
}
