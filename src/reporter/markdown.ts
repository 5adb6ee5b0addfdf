/** What a run was, for a pull request or the summary of a job: GitHub's Markdown, short enough for a comment. */

import { faultOrder } from './faultOrder.js';
import { code, prose, row, tableHead } from './markdownText.js';
import type { Change, EndpointSummary, Failure, FailureGroup, Fault, ProblemSummary, Summary } from './model.js';
import { counted } from './plainText.js';

/** Characters of each section. Together they stay below 60,000; GitHub takes 65,536. */
const ROOM = { changes: 10_000, failures: 20_000, endpoints: 10_000, problems: 9_000, notes: 3_000 };
/** Failed tests of one cause that are told; they have much in common. */
const TESTS_SHOWN = 5;
const IDS_SHOWN = 5;

const faultMeanings: Record<Fault, string> = {
  data: 'The datastream answers wrong',
  spec: 'The test itself is wrong',
  configuration: 'Our configuration is wrong',
  credentials: 'Credentials were refused',
  infrastructure: 'No answer, or a server that could not',
};

export function renderMarkdown(summary: Summary): string {
  const blocks = [
    heading(summary),
    faults(summary),
    changes(summary),
    failures(summary.failures),
    endpoints(summary.endpoints),
    problems(summary.problems),
    notes(summary.notes),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function heading({ verdict: { outcome, sentence }, id, targets }: Summary): string {
  const name = { passed: 'passed', failed: 'failed', empty: 'no test ran' }[outcome];
  const live = targets.some(({ target }) => target === 'live');
  const emulated = targets.some(({ target }) => target === 'emulator');
  const against = [...(live ? ['Adobe'] : []), ...(emulated ? ['the emulator'] : [])].join(' and ');
  return [
    `## Datastream report: ${name}`,
    '',
    prose(sentence, 400),
    '',
    `Run ${code(id)}${against === '' ? '' : `, against ${against}`}`,
  ].join('\n');
}

function faults({ verdict }: Summary): string {
  const rows = faultOrder
    .filter((fault) => verdict.faults[fault] > 0)
    .map((fault) => row([code(fault), String(verdict.faults[fault]), faultMeanings[fault]]));
  return rows.length === 0 ? '' : [...tableHead(['Fault', 'Failed tests', 'Meaning'], [1]), ...rows].join('\n');
}

function changes({ drift }: Summary): string {
  if (drift === undefined) return '';
  const since = `the run of ${prose(drift.since.startedAt, 40)}`;
  if (drift.changes.length === 0) return `### New since the last run\n\nNothing, compared with ${since}.`;
  return [
    '### New since the last run',
    '',
    `Compared with ${since}:`,
    '',
    ...within(drift.changes, changeItem, { room: ROOM.changes, noun: 'change' }),
  ].join('\n');
}

function changeItem({ sentence, target }: Change): string {
  return `- ${prose(sentence)} (${target})`;
}

function failures(groups: readonly FailureGroup[]): string {
  if (groups.length === 0) return '';
  return [
    '### Failures by cause',
    '',
    ...within(groups, failureGroup, { room: ROOM.failures, noun: 'cause', gap: '\n' }),
  ].join('\n');
}

function failureGroup({ fault, cause, failures: tests }: FailureGroup): string {
  const omitted = tests.length - TESTS_SHOWN;
  return [
    `**${fault}** ${code(cause, 300)} (${counted(tests.length, 'test')})`,
    '',
    ...tests.slice(0, TESTS_SHOWN).map(failedTest),
    ...(omitted > 0 ? [`- and ${counted(omitted, 'more test')}`] : []),
  ].join('\n');
}

function failedTest({ test, message, difference, requestIds }: Failure): string {
  const { project, file, line, title } = test;
  const ids = requestIds.slice(0, IDS_SHOWN).map((id) => code(id, 80));
  const more = requestIds.length - IDS_SHOWN;
  const lines = [
    `- ${prose(title.join(' › '), 200)} ${code(`${file}:${line}`)}${project === '' ? '' : ` in ${code(project)}`}`,
    difference === undefined ? `  ${code(message, 300)}` : `  differs at ${differenceText(difference)}`,
    ...(ids.length === 0 ? [] : [`  request ids: ${ids.join(', ')}${more > 0 ? ` and ${more} more` : ''}`]),
  ];
  // Two spaces at the end of a line keep the next one apart from it.
  return lines.filter((text) => text.trim() !== '').join('  \n');
}

function differenceText({ path, expected, received }: NonNullable<Failure['difference']>): string {
  return `${code(path) || 'the value itself'}: expected ${code(expected) || 'nothing'}, received ${code(received) || 'nothing'}`;
}

function endpoints(list: readonly EndpointSummary[]): string {
  if (list.length === 0) return '';
  const measures = ['Calls', 'Unanswered', 'Statuses', 'p50', 'p90', 'p99', 'Handles'];
  return [
    '### Endpoints',
    '',
    ...tableHead(['Endpoint', 'Datastream', 'Target', ...measures], [3, 4, 6, 7, 8]),
    ...within(list, endpointRow, { room: ROOM.endpoints, noun: 'endpoint' }),
  ].join('\n');
}

function endpointRow(summary: EndpointSummary): string {
  const { endpoint, datastreamId, target, calls, unanswered, statuses, latency, handles } = summary;
  const times = [latency.p50, latency.p90, latency.p99];
  return row([
    code(endpoint),
    code(datastreamId),
    target,
    String(calls),
    String(unanswered),
    counts(statuses),
    ...times.map((ms) => (latency.count === 0 ? '' : `${Math.round(ms)} ms`)),
    counts(handles),
  ]);
}

/** `` `200` 12, `207` 1 `` */
function counts(record: Record<string, number>): string {
  const entries = Object.entries(record);
  const shown = entries.slice(0, 20).map(([name, count]) => `${code(name, 80)} ${count}`);
  return [...shown, ...(entries.length > 20 ? [`${entries.length - 20} more`] : [])].join(', ');
}

function problems(list: readonly ProblemSummary[]): string {
  if (list.length === 0) return '';
  return [
    '### Problems and warnings',
    '',
    ...tableHead(['Code', 'Level', 'Count', 'Meaning', 'Remedy'], [2]),
    ...within(list, problemRow, { room: ROOM.problems, noun: 'problem' }),
  ].join('\n');
}

function problemRow({ code: name, level, count, meaning, remedy }: ProblemSummary): string {
  return row([code(name), level, String(count), prose(meaning) || 'not documented', prose(remedy)]);
}

function notes(list: readonly string[]): string {
  if (list.length === 0) return '';
  return ['### Left out', '', ...within(list, noteItem, { room: ROOM.notes, noun: 'note' })].join('\n');
}

function noteItem(note: string): string {
  return `- ${prose(note)}`;
}

interface Bounds {
  /** Characters. */
  room: number;
  /** What is counted when some are left out. */
  noun: string;
  /** Between two of them, beside the end of line. */
  gap?: string;
}

/** As many as there is room for, the first ones, and how many that leaves out. The others are not even written. */
function within<Item>(
  items: readonly Item[],
  write: (item: Item) => string,
  { room, noun, gap = '' }: Bounds,
): string[] {
  const shown: string[] = [];
  let used = 0;
  for (const item of items) {
    const text = `${shown.length === 0 ? '' : gap}${write(item)}`;
    used += text.length + 1;
    if (used > room) break;
    shown.push(text);
  }
  const left = items.length - shown.length;
  if (left === 0) return shown;
  return [...shown, '', `${counted(left, `more ${noun}`)} left out here; the report page and summary.json have all.`];
}
