/** Failures, those with one cause together. */

import type { RunTest } from './collect.js';
import { datastreamIdsIn, faultOf, requestIdsIn } from './fault.js';
import { faultOrder } from './faultOrder.js';
import type { Failure, FailureGroup } from './model.js';

/** Enough of a message to read why; the whole one is in Playwright's own report. */
const MESSAGE_CHARACTERS = 2_000;

export function failureGroups(tests: readonly RunTest[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const test of tests.filter(({ outcome }) => outcome === 'failed')) {
    const fault = faultOf(test);
    const cause = causeOf(test.errors[0] ?? '');
    const key = `${fault} ${cause}`;
    const group = groups.get(key) ?? { fault, cause, failures: [] };
    groups.set(key, group);
    group.failures.push(failureOf(test));
  }
  return [...groups.values()].toSorted(byFaultThenSize);
}

function byFaultThenSize(a: FailureGroup, b: FailureGroup): number {
  const byFault = faultOrder.indexOf(a.fault) - faultOrder.indexOf(b.fault);
  return byFault || b.failures.length - a.failures.length || compare(a.cause, b.cause);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function failureOf({ name, errors, records }: RunTest): Failure {
  const [message = 'It failed without an error.'] = errors;
  const difference = differenceIn(message);
  const calls = records.at(-1)?.calls ?? [];
  const named = requestIdsIn(message);
  const unwell = calls.filter(({ failure, problems }) => failure !== undefined || problems.length > 0);
  const ids = named.length > 0 ? named : unwell.flatMap(({ requestId }) => requestId ?? []);
  const datastreams = datastreamIdsIn(message);
  return {
    test: name,
    message: message.length > MESSAGE_CHARACTERS ? `${message.slice(0, MESSAGE_CHARACTERS)}…` : message,
    ...(difference !== undefined && { difference }),
    requestIds: [...new Set(ids)].slice(0, 5),
    datastreamIds: [
      ...new Set(datastreams.length > 0 ? datastreams : calls.flatMap(({ datastreamId }) => datastreamId ?? [])),
    ],
  };
}

/** As our matchers print it: `Differs at: …`, with `expected:` and `received:` below. */
function differenceIn(message: string): Failure['difference'] {
  const path = /^Differs at: +(.+)$/m.exec(message)?.[1];
  if (path !== undefined) {
    const [, expected = '', received = ''] = /^ +expected: +(.*)\n +received: +(.*)$/m.exec(message) ?? [];
    return { path, expected, received };
  }
  const expected = /^Expected(?: \w+)?: +(.+)$/m.exec(message)?.[1];
  const received = /^Received(?: \w+)?: +(.+)$/m.exec(message)?.[1];
  return expected === undefined || received === undefined ? undefined : { path: '', expected, received };
}

/**
 * What failures have in common: what was expected, what came instead, and the problem; without ids, numbers and quoted values,
 * which differ from test to test.
 */
function causeOf(message: string): string {
  // An answer that is whole but for a warning is not wrong because of that.
  const problem = /^Problem: +(?!warnings\[)(.+)$/m.exec(message)?.[1];
  const code = /^\[(EDGE_[A-Z_]+)\]/m.exec(message)?.[1];
  const head = message.split('\n').find((line) => line.trim() !== '') ?? 'without an error';
  const what = problem ?? head.replace(/^(?:\w*Error): /, '');
  const path = /^Differs at: +(.+)$/m.exec(message)?.[1];
  const call = /^Call: +\S+ (\S+ → \d{3})/m.exec(message)?.[1];
  const isRefused = / → [45]\d\d$/.test(call ?? '');
  return [
    withoutParticulars(call !== undefined && (problem !== undefined || isRefused) ? `${call}: ${what}` : what),
    problem === undefined && path !== undefined ? ` at ${withoutParticulars(path)}` : '',
    code === undefined ? '' : ` [${code}]`,
  ]
    .join('')
    .slice(0, 200);
}

function withoutParticulars(text: string): string {
  return text
    .replace(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(-[\da-f]{16})?/gi, '…')
    .replace(/(https?:\/\/)?(127\.0\.0\.1|localhost|\[::1\]):\d+/g, '$1…')
    .replace(/\b\d+ ms\b/g, '… ms')
    .replace(/\[\d+\]/g, '[]')
    .replace(/\b\d{6,}\b/g, '…');
}
