/**
 * Whose fault a failure is. It goes by what the failure itself says, and where that says nothing, by what the calls of
 * its test got: a test that compares a value of an answer which never came has not found a wrong value.
 */

import type { CallRecord } from '../traffic/testRecord.js';
import type { RunTest } from './collect.js';
import type { Fault } from './model.js';

/** Codes of our own errors. What the Edge Network answers has others. */
const faultOfCode: readonly [code: RegExp, fault: Fault][] = [
  [
    /^EDGE_(CONFIG_INVALID|DATASTREAM_NOT_ALLOWED|DATASTREAMS_INVALID|SCHEMA_INVALID|SCHEMA_UNKNOWN|NO_EMULATOR)$/,
    'configuration',
  ],
  [/^EDGE_TOKEN_/, 'credentials'],
  [/^EDGE_(NO_ANSWER|TIMEOUT|HOST_UNREACHABLE|TAP_.*)$/, 'infrastructure'],
  [/^EDGE_(PAGE_LEAK|HOST_REFUSED)$/, 'configuration'],
  [/^EDGE_XDM_FINDINGS$/, 'data'],
];

export function faultOf({ errors, records }: Pick<RunTest, 'errors' | 'records'>): Fault {
  const [message = ''] = errors;
  const calls = records.at(-1)?.calls ?? [];
  const code = ownCode(message);
  if (code !== undefined) return tokenOutage(message, code) ?? faultOfOwn(code, calls);
  const about = requestIdsIn(message);
  const named = calls.filter(({ requestId }) => requestId !== undefined && about.includes(requestId));
  const status = statusIn(message);
  const byAnswer =
    named.length > 0
      ? faultOfCalls(named)
      : status === undefined
        ? undefined
        : faultOfStatus(status, problemsIn(message));
  if (byAnswer !== undefined) return byAnswer;
  const byTest = faultOfCalls(calls);
  if (byTest !== undefined && !isAboutAnswer(message)) return byTest;
  return isAssertion(message) && calls.length > 0 ? 'data' : 'spec';
}

/** The stable code that our errors end with. */
function ownCode(message: string): string | undefined {
  return /^\[(EDGE_[A-Z_]+)\]/m.exec(message)?.[1];
}

/** That the identity service did not answer says nothing about the credentials. */
function tokenOutage(message: string, code: string): Fault | undefined {
  const isOutage = /no answer|timed out|the connection|the host name|answered 5\d\d|→ 5\d\d/i.test(message);
  return code === 'EDGE_TOKEN_REFUSED' && isOutage ? 'infrastructure' : undefined;
}

function faultOfOwn(code: string, calls: readonly CallRecord[]): Fault {
  const known = faultOfCode.find(([pattern]) => pattern.test(code))?.[1];
  return known ?? faultOfCalls(calls) ?? 'spec';
}

/** Undefined when all of them were answered as one that works answers. */
function faultOfCalls(calls: readonly CallRecord[]): Fault | undefined {
  const faults = calls.map(({ status, problems, failure }) =>
    failure !== undefined && status === undefined
      ? 'infrastructure'
      : status === undefined
        ? undefined
        : faultOfStatus(
            status,
            problems.map(({ code }) => code),
          ),
  );
  return faults.find((fault) => fault === 'credentials') ?? faults.find((fault) => fault === 'infrastructure');
}

/** @see https://developer.adobe.com/data-collection-apis/docs/getting-started/troubleshooting: 05xx are those of tokens. */
function faultOfStatus(status: number, codes: readonly string[]): Fault | undefined {
  if (codes.some((code) => /^EXEG-05\d\d-/.test(code)) || status === 401) return 'credentials';
  if (status === 429 || status >= 500) return 'infrastructure';
  return undefined;
}

/** What our matchers print of the call that an expectation was about. */
function statusIn(message: string): number | undefined {
  const status = /^Call: +\S+ \S+ → (\d{3})/m.exec(message)?.[1];
  return status === undefined ? undefined : Number(status);
}

export function requestIdsIn(message: string): string[] {
  return Array.from(message.matchAll(/^RequestId: +(\S+)/gm), ([, id = '']) => id).filter((id) => id !== 'none');
}

export function datastreamIdsIn(message: string): string[] {
  return Array.from(message.matchAll(/^Datastream: +(\S+)/gm), ([, id = '']) => id).filter((id) => id !== 'none');
}

function problemsIn(message: string): string[] {
  return message.match(/\b(?:EXEG|va-edge)-\d{4}-\d{3}\b/g) ?? [];
}

/** Whether a matcher of ours says which call it was about. */
function isAboutAnswer(message: string): boolean {
  return statusIn(message) !== undefined;
}

function isAssertion(message: string): boolean {
  return /^(Error: )?expect(\(|\.)/m.test(message);
}
