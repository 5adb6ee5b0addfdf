/** From the traffic of a test to what it leaves for the report. */

import { isObject } from '../protocol/json.js';
import { answerFacts, type AnswerFacts } from './answerFacts.js';
import { eventsOf, type EdgeCall } from './call.js';
import { takeNotes } from './notes.js';
import type { CallRecord, Fact, TestRecord } from './testRecord.js';
import type { EdgeTraffic } from './traffic.js';

/** Enough for any schema that people write by hand; more is data in the place of names. */
const MAX_XDM_FIELDS = 1_000;

/** @returns JSON, redacted; undefined for a test that sent nothing and asserted nothing about answers. */
export function recordOf(traffic: EdgeTraffic, about: Pick<TestRecord, 'xdm'>): string | undefined {
  const notes = takeNotes();
  const calls = traffic.calls();
  if (calls.length === 0 && notes.tagLibraries.length === 0) return undefined;
  const table = new FactTable();
  const began = Date.parse(calls[0]?.sentAt ?? '');
  const xdmFields = new Set<string>();
  const record: TestRecord = {
    version: 1,
    target: traffic.target,
    ...about,
    calls: calls.map((call) => callRecord(call, { table, began, xdmFields })),
    dropped: traffic.dropped,
    facts: table.facts,
    answers: table.answers,
    ...notes,
    xdmFields: [...xdmFields].toSorted(),
  };
  return traffic.conceal(JSON.stringify(record));
}

interface Recording {
  table: FactTable;
  /** When the first call was sent, milliseconds since 1970. */
  began: number;
  xdmFields: Set<string>;
}

function callRecord(call: EdgeCall, { table, began, xdmFields }: Recording): CallRecord {
  const { request, response, failure, timing, page } = call;
  const events = eventsOf(call);
  for (const { xdm } of events) collectFields(xdm, '', xdmFields);
  const answer = response === undefined ? undefined : answerFacts(response);
  const requestId = answer?.requestId ?? request.requestId;
  const fault = failure ?? response?.fault;
  return {
    endpoint: request.endpoint ?? 'other',
    path: `${request.method} ${URL.canParse(request.url) ? new URL(request.url).pathname : request.url}`,
    startMs: Math.max(0, Date.parse(call.sentAt) - began),
    eventTypes: [
      ...new Set(events.flatMap(({ xdm }) => (typeof xdm['eventType'] === 'string' ? xdm['eventType'] : []))),
    ],
    problems: answer?.problems ?? [],
    ...(request.datastreamId !== undefined && { datastreamId: request.datastreamId }),
    ...(requestId !== undefined && { requestId }),
    ...(response !== undefined && { status: response.status }),
    ...(fault !== undefined && { failure: fault }),
    ...(timing !== undefined && { totalMs: rounded(timing.totalMs), firstByteMs: rounded(timing.firstByteMs) }),
    ...(page !== undefined && { page: { transport: page.transport, ...placeOf(page.frameUrl) } }),
    ...(call.retryOf !== undefined && { isRetry: true as const }),
    ...(answer !== undefined && { answer: table.add(answer) }),
  };
}

/** Addresses of pages may hold what their visitors typed. */
function placeOf(frameUrl: string | undefined): { frameUrl?: string } {
  return frameUrl === undefined ? {} : { frameUrl: frameUrl.replace(/[?#].*/s, '') };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

/** Each fact, and each list of facts, once. */
class FactTable {
  readonly facts: Fact[] = [];
  readonly answers: number[][] = [];
  readonly #factIndex = new Map<string, number>();
  readonly #answerIndex = new Map<string, number>();

  /** @returns the index of the answer. */
  add({ facts }: AnswerFacts): number {
    const indexes = [...new Set(facts.map((fact) => this.#indexOf(fact)))].toSorted((a, b) => a - b);
    const key = indexes.join();
    const known = this.#answerIndex.get(key);
    if (known !== undefined) return known;
    this.#answerIndex.set(key, this.answers.length);
    return this.answers.push(indexes) - 1;
  }

  #indexOf(fact: Fact): number {
    const key = Object.values(fact).join('\u0000');
    const known = this.#factIndex.get(key);
    if (known !== undefined) return known;
    this.#factIndex.set(key, this.facts.length);
    return this.facts.push(fact) - 1;
  }
}

/** Leaves, as `productListItems[].SKU`. */
function collectFields(value: unknown, path: string, fields: Set<string>): void {
  if (fields.size >= MAX_XDM_FIELDS || path.length > 500) return;
  if (Array.isArray(value)) for (const item of value) collectFields(item, `${path}[]`, fields);
  else if (isObject(value)) {
    for (const [name, inner] of Object.entries(value))
      collectFields(inner, path === '' ? name : `${path}.${name}`, fields);
  } else fields.add(path);
}
