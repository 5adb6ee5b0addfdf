/** What a run was, on one screen. Plain text, so that it reads the same in a terminal, in a log and in a mail. */

import { faultOrder } from './faultOrder.js';
import type { FailureGroup, Summary } from './model.js';
import { counted, oneLine, oneLineEnd } from './plainText.js';

const WIDTH = 100;
const SHOWN = 5;
/** As long as the longest name of a fault. */
const FAULT_WIDTH = 'infrastructure'.length;
/** An id of the Edge Network has 53 characters. */
const ID_WIDTH = 60;

/** @param page where the report page is. */
export function renderTerminal(summary: Summary, page = 'datastream-report/index.html'): string {
  const sections = [
    verdictLines(summary),
    changeLines(summary),
    failureLines(summary.failures),
    closing(summary, page),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function verdictLines({ verdict: { sentence, faults } }: Summary): string[] {
  const failed = faultOrder.filter((fault) => faults[fault] > 0).map((fault) => `${fault} ${faults[fault]}`);
  return [...wrapped(sentence), ...(failed.length === 0 ? [] : [`Failed tests by fault: ${failed.join(', ')}`])];
}

/** Two lines are enough for a sentence. */
function wrapped(sentence: string): string[] {
  const lines = oneLine(sentence, 2 * WIDTH - FAULT_WIDTH).match(/\S.{0,99}(?=\s|$)|\S{1,100}/gu) ?? [];
  return lines.map((line) => line.trimEnd());
}

function changeLines({ drift, verdict }: Summary): string[] {
  if (drift === undefined) {
    return verdict.outcome === 'empty' ? [] : ['There is no earlier run to compare with.'];
  }
  const { since, changes } = drift;
  const last = `the run of ${oneLine(since.startedAt, 40)}`;
  if (changes.length === 0) return [`Nothing is new since ${last}.`];
  return [
    `New since ${last}${firstOf(changes.length)}:`,
    ...changes.slice(0, SHOWN).map(({ sentence }) => `  ${oneLine(sentence, WIDTH - 2)}`),
  ];
}

function failureLines(groups: readonly FailureGroup[]): string[] {
  if (groups.length === 0) return [];
  return [`Failures by cause${firstOf(groups.length)}:`, ...groups.slice(0, SHOWN).flatMap(groupLines)];
}

function groupLines({ fault, cause, failures }: FailureGroup): string[] {
  const start = `  ${fault.padEnd(FAULT_WIDTH)}  `;
  const end = ` (${counted(failures.length, 'test')})`;
  const first = `${start}${oneLine(cause, WIDTH - start.length - end.length)}${end}`;
  const [failure] = failures;
  if (failure === undefined) return [first];
  const ids = requestIdsOf(failures);
  const { file, line } = failure.test;
  const place = oneLineEnd(`${file}:${line}`, WIDTH - 4 - ids.length);
  return [first, `    ${place}${ids}`];
}

/** The first one as a whole: it is what support asks for. */
function requestIdsOf(failures: FailureGroup['failures']): string {
  const [first, ...others] = new Set(failures.flatMap(({ requestIds }) => requestIds));
  if (first === undefined) return '';
  return `, request ${oneLine(first, ID_WIDTH)}${others.length === 0 ? '' : ` and ${others.length} more`}`;
}

function closing({ notes }: Summary, page: string): string[] {
  const [note, ...others] = notes;
  const more = others.length === 0 ? '' : ` (and ${counted(others.length, 'more note')} in the report)`;
  const lines = note === undefined ? [] : [`Note: ${oneLine(note, WIDTH - 6 - more.length)}${more}`];
  return [...lines, `Report: ${oneLine(page, Number.MAX_SAFE_INTEGER)}`];
}

function firstOf(count: number): string {
  return count > SHOWN ? ` (first ${SHOWN} of ${count})` : '';
}
