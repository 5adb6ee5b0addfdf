/**
 * The one formatter of failure messages: what was expected and received, where the two first differ, which call it was
 * about, and what probably went wrong. Built only when a message is read.
 */

import type { ExpectMatcherState, ExpectMatcherUtils, MatcherReturnType } from '@playwright/test';
import type { EdgeResponse } from '../edge/response.js';
import { isObject } from '../protocol/json.js';
import { noteAssertion } from '../traffic/notes.js';
import { bodyFault, problemsOf, transferFault, type PlacedProblem } from './answer.js';
import { answerHints } from './hints.js';
import { cut, firstOf, print, shown } from './print.js';
import { isEdgeResponse } from './subject.js';

export interface Verdict {
  matcher: string;
  /** What stands between the parentheses of the head line: the names of the arguments given. */
  parameters: string;
  subject: unknown;
  /** What stands between the parentheses of `expect`. @default `response` for an answer, `value` for anything else */
  subjectName?: 'traffic' | 'page' | 'event';
  pass: boolean;
  /** Why what was asked for could never be found, although it came under another spelling: fails `.not` as well. */
  misspelling?: string | undefined;
  expected: unknown;
  actual: unknown;
  /** Called only for a message; a `.not` expectation failed because it was met. */
  explain: (isNot: boolean) => Explanation;
}

/** Texts as they stand after their labels; values in them are printed by `print`. */
export interface Explanation {
  expected: string;
  received: string | readonly string[];
  difference?: PrintedDifference | undefined;
  /** What there is to say of single places, each a block of lines. */
  blocks?: readonly string[];
  /** What else a reader needs to know of a live subject: how long was waited, where a page was. */
  circumstances?: readonly (readonly [label: string, text: string])[];
  /** Undefined ones are left out. */
  hints?: readonly (string | undefined)[];
  /**
   * The problems that Received lists; the hints say what they mean. Without them, all problems of the answer are listed
   * under the call, and explained unless the expectation was a negative one.
   */
  problems?: readonly PlacedProblem[];
}

export interface PrintedDifference {
  path: string;
  expected: string;
  received: string;
  /** What came in other places, one line each. */
  others?: readonly string[];
}

export function verdict(state: ExpectMatcherState, found: Verdict): MatcherReturnType {
  if (isEdgeResponse(found.subject)) noteAssertion('endpoint', found.subject.request.endpoint ?? 'other');
  return {
    name: found.matcher,
    pass: found.pass || (state.isNot && found.misspelling !== undefined),
    expected: found.expected,
    actual: found.actual,
    message: () => render(state, found),
  };
}

/** One problem on one line: its place, code, and what it says. */
export function problemLine({ place, code, problem }: PlacedProblem): string {
  const { title, detail, report } = problem;
  const reasons = [...listed(report?.errors), ...listed(report?.['details'])].join('; ');
  const text = [title, detail, reasons]
    .filter((part) => part !== undefined && part !== '')
    // A title that is a sentence goes on behind a colon like any other.
    .map((part, index, parts) => (index < parts.length - 1 ? String(part).replace(/\.$/, '') : part))
    .join(': ');
  if (code === undefined)
    return `${place} without a code: ${text === '' ? print(problem) : cut(text, shown.lineCharacters)}`;
  return `${place === 'body' ? '' : `${place} `}${code} ${cut(text, shown.lineCharacters)}`.trimEnd();
}

/** Reasons are texts; the media service also lists faults by their place, or says them in one text. */
function listed(reasons: unknown): string[] {
  const list: unknown[] = Array.isArray(reasons) ? reasons : [reasons];
  return list.flatMap((reason) => {
    if (typeof reason === 'string') return reason;
    return isObject(reason) && typeof reason['name'] === 'string'
      ? `${reason['name']} ${String(reason['reason'])}`
      : [];
  });
}

function render(state: ExpectMatcherState, found: Verdict): string {
  const explanation = explanationOf(found, state.isNot);
  const answer = isEdgeResponse(found.subject) ? found.subject : undefined;
  const blocks = [
    [headLine(state, found, answer)],
    answer === undefined ? [] : bodyLines(answer),
    comparisonLines(explanation, coloursOf(state)),
    explanation.blocks ?? [],
    answer === undefined ? [] : callLines(answer, explanation),
    (explanation.circumstances ?? []).flatMap(([label, line]) => labelled(`${label}:`, [line])),
    hintLines(explanation, answer, state.isNot),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function explanationOf({ explain, pass, misspelling }: Verdict, isNot: boolean): Explanation {
  if (!isNot || pass) return explain(isNot);
  // Nothing was found that should not be there; the reader needs to see what came instead.
  const hint = `${misspelling} Written like this, .not is met whatever comes.`;
  return { ...explain(false), expected: explain(true).expected, hints: [hint] };
}

function headLine(state: ExpectMatcherState, { matcher, parameters, subjectName }: Verdict, answer: unknown): string {
  const { isNot, promise, utils } = state;
  const subject = subjectName ?? (answer === undefined ? 'value' : 'response');
  return `${utils.matcherHint(matcher, subject, parameters, { isNot, promise })} failed`;
}

function bodyLines(answer: EdgeResponse): string[] {
  const fault = bodyFault(answer);
  if (fault === undefined) return [];
  if (fault === 'empty') return ['The body is empty.'];
  const contentType = answer.headers['content-type'];
  const label = contentType === undefined ? '' : ` (${contentType})`;
  const what = fault === 'broken' ? sentence(transferFault(answer)) : `The body is ${fault}`;
  return [`${what}${label}${answer.text === '' ? '.' : `: ${cut(answer.text, shown.lineCharacters)}`}`];
}

function sentence(text = ''): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function comparisonLines({ expected, received, difference }: Explanation, colours: Colours): string[] {
  const lines = [
    ...labelled('Expected:', [colours.expected(expected)]),
    ...labelled(
      'Received:',
      firstOf(typeof received === 'string' ? [received] : received).map((line) => colours.received(line)),
    ),
  ];
  if (difference === undefined) return lines;
  return [
    ...lines,
    ...labelled('Differs at:', [difference.path]),
    ...labelled('expected:', [colours.expected(difference.expected)]),
    ...labelled('received:', [colours.received(difference.received)]),
    ...labelled('others:', firstOf(difference.others ?? [])),
  ];
}

function callLines(answer: EdgeResponse, { problems }: Explanation): string[] {
  const { method, url, datastreamId, requestId } = answer.request;
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  const sent = answer.attempts > 1 ? ` (sent ${answer.attempts} times)` : '';
  const asked = requestId === undefined ? 'none' : `none; sent with ${requestId}`;
  return [
    ...labelled('Call:', [`${method} ${path} → ${answer.status}${sent}`]),
    ...labelled('Datastream:', [datastreamId ?? 'none']),
    ...labelled('RequestId:', [answer.requestId ?? asked]),
    ...labelled('Problem:', problems === undefined ? firstOf(problemsOf(answer).map(problemLine)) : []),
  ];
}

function hintLines({ hints = [], problems }: Explanation, answer: EdgeResponse | undefined, isNot: boolean): string[] {
  const explained = problems ?? (isNot || answer === undefined ? undefined : problemsOf(answer));
  const general = answer === undefined || explained === undefined ? [] : answerHints(answer, explained);
  return [...new Set([...hints, ...general])].filter((hint) => hint !== undefined).map((hint) => `Hint: ${hint}`);
}

/** Wide enough for the longest label. */
const LABEL_WIDTH = 'Differs at: '.length;

/** Labels in lower case belong to the line above them and end where it does. */
function labelled(label: string, lines: readonly string[]): string[] {
  const isPart = /^[a-z]/.test(label);
  const head = isPart ? `${label} `.padStart(LABEL_WIDTH) : label.padEnd(LABEL_WIDTH);
  return lines.map((line, index) => (index === 0 ? head : ' '.repeat(LABEL_WIDTH)) + line);
}

interface Colours {
  expected: (text: string) => string;
  received: (text: string) => string;
}

/** Playwright hands out the colours of its own matchers too, though its types do not say so. */
function coloursOf(state: ExpectMatcherState): Colours {
  const utils = state.utils as ExpectMatcherUtils & { EXPECTED_COLOR?: unknown; RECEIVED_COLOR?: unknown };
  return { expected: painter(utils.EXPECTED_COLOR), received: painter(utils.RECEIVED_COLOR) };
}

function painter(paint: unknown): (text: string) => string {
  return typeof paint === 'function' ? (text) => String(paint(text)) : (text) => text;
}
