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

export function problem(code: ProblemCode, detail: string, report: ProblemReport): Problem {
  return { type: problemType(code), status: problemStatus(code), title: problemCodes[code].title, detail, report };
}

/** @param context what is known of the call by now: always its requestId. */
export function refuse({ code, message, report }: Refusal, context: ProblemReport): WireAnswer {
  return {
    status: problemStatus(code),
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify(problem(code, message, { ...context, ...report })),
  };
}
