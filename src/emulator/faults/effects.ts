/** What faults make of an answer: another one, other handles and remarks, other bytes, another delivery. */

import type { Problem } from '../../protocol/problems.js';
import { framingFor, type IncomingCall, type OwnAnswer } from '../incomingCall.js';
import { problem, problemMediaType, Refusal, refuse } from '../problem.js';
import type { Delivery, WireAnswer } from '../wire.js';
import { readEnvelope, writeEnvelope } from '../writtenEnvelope.js';
import type { Strike } from './faults.js';
import { fatalProblemOf, listed, problemOf, type FaultSpec } from './spec.js';

/** Where faults contradict each other, the one that was set last wins; latencies add up. */
export async function disturbed(strikes: readonly Strike[], call: IncomingCall, own: OwnAnswer): Promise<WireAnswer> {
  const specs = strikes.map(({ spec }) => spec);
  const replacing = specs.findLast((spec) => spec.status !== undefined || fatalProblemOf(spec) !== undefined);
  const answer = replacing === undefined ? remarked(specs, call, await own()) : replacement(replacing, call);
  const delivery = deliveryOf(strikes);
  return { ...withOtherBytes(specs, answer), ...(delivery === undefined ? {} : { delivery }) };
}

/** For the record of a call: `fault: status 503, latency 120 ms`. */
export function describeStrikes(strikes: readonly Strike[]): string {
  return strikes.map(({ spec, latencyMs }) => `fault: ${effectsIn(spec, latencyMs).join(', ')}`).join('; ');
}

function effectsIn(spec: FaultSpec, latencyMs: number): string[] {
  const { status, warning, connection, body, drip, contentType, without, latency } = spec;
  const raised = problemOf(spec);
  return [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(raised === undefined ? [] : [`${raised.as} problem ${raised.code}`]),
    ...(warning === undefined ? [] : [`warning ${typeof warning === 'string' ? warning : warning.code}`]),
    ...(without === undefined ? [] : [`without ${listed(without).join(' and ')}`]),
    ...(body === undefined ? [] : [`body ${body}`]),
    ...(contentType === undefined ? [] : [`content type ${contentType}`]),
    ...(latency === undefined ? [] : [`latency ${latencyMs} ms`]),
    ...(drip === undefined ? [] : [`drip of ${drip.bytes} bytes`]),
    ...(connection === undefined ? [] : [`connection ${connection}`]),
  ];
}

const DETAIL = 'A fault that was set on the emulator answers with this problem.';

function replacement(spec: FaultSpec, { context }: IncomingCall): WireAnswer {
  const fatal = fatalProblemOf(spec);
  const answer =
    fatal === undefined
      ? statusAnswer(spec.status ?? 503, context)
      : refuse(new Refusal(fatal.code, fatal.detail ?? DETAIL), context);
  if (spec.retryAfter !== undefined) answer.headers['retry-after'] = String(spec.retryAfter);
  return answer;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** A problem document without a code of its own, as RFC 9457 has it: a bare status has no code of the Edge Network. */
function statusAnswer(status: number, report: IncomingCall['context']): WireAnswer {
  const detail = `A fault that was set on the emulator answers with status ${status}.`;
  const title = titles[status] ?? `Status ${status}`;
  const document = { type: 'about:blank', status, title, detail, report };
  return { status, headers: { 'content-type': problemMediaType }, body: JSON.stringify(document) };
}

/** An answer that carries no envelope has no room for remarks, and stays as it is. */
function remarked(specs: readonly FaultSpec[], call: IncomingCall, answer: WireAnswer): WireAnswer {
  const missing = new Set(specs.flatMap(({ without }) => listed(without)));
  const errors = specs.flatMap((spec) => raisedAs('error', spec));
  const warnings = specs.flatMap((spec) => [...raisedAs('warning', spec), ...warned(spec)]);
  if (missing.size + errors.length + warnings.length === 0) return { ...answer };
  const framing = framingFor(call);
  const envelope = readEnvelope(answer, framing);
  if (envelope === undefined) return { ...answer };
  const { status, body } = writeEnvelope(
    {
      requestId: envelope.requestId,
      handles: envelope.handles?.filter(({ type }) => !missing.has(type)),
      errors: [...(envelope.errors ?? []), ...errors],
      warnings: [...(envelope.warnings ?? []), ...warnings],
    },
    framing,
  );
  return { ...answer, status, body };
}

function raisedAs(kind: 'error' | 'warning', spec: FaultSpec): Problem[] {
  const raised = problemOf(spec);
  return raised?.as === kind ? [problem(raised.code, raised.detail ?? DETAIL)] : [];
}

function warned({ warning }: FaultSpec): Problem[] {
  if (warning === undefined) return [];
  if (typeof warning === 'string') return [problem(warning, DETAIL)];
  return [problem('EXEG-0204-200', DETAIL, { cause: warning })];
}

/** What a gateway says in its own words, whatever the client asked for. */
const GATEWAY_PAGE = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

/** An answer without a body gets none. */
function withOtherBytes(specs: readonly FaultSpec[], answer: WireAnswer): WireAnswer {
  const contentType = specs.findLast((spec) => spec.contentType !== undefined)?.contentType;
  const body = specs.findLast((spec) => spec.body !== undefined)?.body;
  return {
    ...answer,
    headers: { ...answer.headers, ...(contentType === undefined ? {} : { 'content-type': contentType }) },
    body: answer.body === '' || body === undefined ? answer.body : brokenBodies[body](answer.body),
  };
}

const brokenBodies: Readonly<Record<NonNullable<FaultSpec['body']>, (text: string) => string>> = {
  truncated: (text) => text.slice(0, Math.floor(text.length / 2)),
  'not-json': () => GATEWAY_PAGE,
  empty: () => '',
};

const cuts = { reset: 'before', 'reset-in-headers': 'headers', 'reset-in-body': 'body' } as const;

function deliveryOf(strikes: readonly Strike[]): Delivery | undefined {
  const latencyMs = strikes.reduce((total, strike) => total + strike.latencyMs, 0);
  const connection = strikes.findLast(({ spec }) => spec.connection !== undefined)?.spec.connection;
  const drip = strikes.findLast(({ spec }) => spec.drip !== undefined)?.spec.drip;
  if (latencyMs === 0 && connection === undefined && drip === undefined) return undefined;
  return {
    ...(latencyMs > 0 ? { latencyMs } : {}),
    ...(connection === undefined ? {} : { cut: cuts[connection] }),
    ...(drip === undefined ? {} : { drip }),
  };
}
