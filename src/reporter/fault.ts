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
    /^EDGE_(CONFIG_INVALID|BASELINE_INVALID|DATASTREAM_NOT_ALLOWED|DATASTREAMS_INVALID|SCHEMA_INVALID|SCHEMA_UNKNOWN|NO_EMULATOR)$/,
    'configuration',
  ],
  [/^EDGE_TOKEN_/, 'credentials'],
  [/^EDGE_(NO_ANSWER|TIMEOUT|HOST_UNREACHABLE|PAGE_UNREADABLE)$/, 'infrastructure'],
  [/^EDGE_(PAGE_LEAK|HOST_REFUSED)$/, 'configuration'],
  [/^EDGE_(XDM_FINDINGS|NO_TAG_LIBRARY|DATA_ELEMENT_UNKNOWN)$/, 'data'],
  [
    /^EDGE_(ROUTE_FAILED|OPTION_INVALID|WRONG_SUBJECT|EVENT_NOT_SERIALIZABLE|EVENT_TOO_LARGE|NO_TEST|RULES_NOT_RECORDED)$/,
    'spec',
  ],
  // What was waited for in vain, unless its calls failed.
  [/^EDGE_(NO_SUCH_CALL|NOT_QUIET)$/, 'data'],
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
        : isCutOff(status, calls)
          ? 'infrastructure'
          : faultOfStatus(status, problemsIn(message));
  if (byAnswer !== undefined) return byAnswer;
  if (isUnreachable(message) || (isTestTimeout(message) && calls.some(isOpen))) return 'infrastructure';
  const byTest = faultOfCalls(calls);
  if (byTest !== undefined && !isAboutAnswer(message)) return byTest;
  // A locator that does not show what it should is what a datastream's answers come to on a page.
  return isOwnAssertion(message) || (isAssertion(message) && calls.length > 0) ? 'data' : 'spec';
}

/** The stable code that our errors end with. */
function ownCode(message: string): string | undefined {
  return /^\[(EDGE_[A-Z_]+)\]/m.exec(message)?.[1];
}

/** That the identity service did not answer says nothing about the credentials. */
function tokenOutage(message: string, code: string): Fault | undefined {
  const isUnanswered = /gave no answer|timed out|no token, (408|429|5\d\d)\b/.test(message);
  return code === 'EDGE_TOKEN_REFUSED' && isUnanswered ? 'infrastructure' : undefined;
}

function faultOfOwn(code: string, calls: readonly CallRecord[]): Fault {
  const known = faultOfCode.find(([pattern]) => pattern.test(code))?.[1];
  const isWaiting = code === 'EDGE_NO_SUCH_CALL' || code === 'EDGE_NOT_QUIET';
  return (isWaiting ? faultOfCalls(calls) : undefined) ?? known ?? faultOfCalls(calls) ?? 'spec';
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
            problems.filter(({ kind }) => kind !== 'warning').map(({ code }) => code),
          ),
  );
  return faults.find((fault) => fault === 'credentials') ?? faults.find((fault) => fault === 'infrastructure');
}

/** @see https://developer.adobe.com/data-collection-apis/docs/getting-started/troubleshooting: 05xx are those of tokens. */
function faultOfStatus(status: number, codes: readonly string[]): Fault | undefined {
  if (codes.some((code) => /^EXEG-05\d\d-/.test(code)) || status === 401) return 'credentials';
  if ([408, 429].includes(status) || status >= 500 || codes.some(isOutage)) return 'infrastructure';
  return undefined;
}

/** A service that cannot answer; one that was asked wrongly (0202) is set up wrongly. */
function isOutage(code: string): boolean {
  return /^EXEG-(?!0202-)\d{4}-5\d\d$/.test(code);
}

/** As Chromium says it, and Node of calls that are not ours. */
function isUnreachable(message: string): boolean {
  const names = 'NAME_|CONNECTION_|TUNNEL_|PROXY_|TIMED_OUT|CERT_|SSL_|ADDRESS_|INTERNET_|NETWORK_';
  return new RegExp(
    `net::ERR_(${names})|^page\\.goto: Timeout|\\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)\\b`,
    'm',
  ).test(message.replace(/^(Timeout)?Error: /, ''));
}

function isTestTimeout(message: string): boolean {
  return /^Test timeout of \d+ms exceeded/m.test(message);
}

/** Sent, and not answered when the test ended. */
function isOpen({ status }: CallRecord): boolean {
  return status === undefined;
}

/** An answer of which only a part came has no id to know its call by. */
function isCutOff(status: number, calls: readonly CallRecord[]): boolean {
  return calls.some((call) => call.status === status && call.failure !== undefined);
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

/** Of our matchers: they ask about nothing but what was sent and answered. */
function isOwnAssertion(message: string): boolean {
  return /^(Error: )?expect\((response|traffic|page|event|value)\)\.(not\.)?to\w+\(.*\) failed$/m.test(message);
}

function isAssertion(message: string): boolean {
  return /^(Error: )?expect(\(|\.)/m.test(message);
}
