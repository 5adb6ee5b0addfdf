/** How a call is refused, and the one place that renders the problem document for it. */

import {
  problemCodes,
  problemStatus,
  problemType,
  type Problem,
  type ProblemCode,
  type ProblemReport,
} from '../protocol/problems.js';
import type { WireAnswer } from './wire.js';

/** RFC 9457 */
export const problemMediaType = 'application/problem+json';

/** Thrown wherever a call turns out not to be acceptable. `detail` says what was wrong and how to put it right. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly report: ProblemReport;

  constructor(code: ProblemCode, detail: string, report: ProblemReport = {}) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.report = report;
  }
}

export function problem(code: ProblemCode, detail: string, report: ProblemReport = {}): Problem {
  const { title } = problemCodes[code];
  const document: Problem = { type: problemType(code), status: problemStatus(code), title, detail };
  return Object.keys(report).length > 0 ? { ...document, report } : document;
}

/** @param context what is known of the call by now: always its requestId. */
export function refuse({ code, message, report }: Refusal, context: ProblemReport): WireAnswer {
  return {
    status: problemStatus(code),
    headers: { 'content-type': problemMediaType },
    body: JSON.stringify(problem(code, message, { ...context, ...report })),
  };
}
