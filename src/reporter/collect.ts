/** From what Playwright tells of a test to what the summary is made of. Nothing that a test attached is taken to be right. */

import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { TestCase, TestResult } from '@playwright/test/reporter';
import { isObject, parseObject } from '../protocol/json.js';
import { TEST_RECORD, type TestRecord } from '../traffic/testRecord.js';
import type { TestName } from './model.js';

export interface RunTest {
  name: TestName;
  outcome: 'passed' | 'failed' | 'flaky' | 'skipped';
  durationMs: number;
  /** Of the last attempt, without colours. */
  errors: readonly string[];
  /** Of each attempt that left one; the last attempt's is the last one. */
  records: readonly TestRecord[];
  /** What could not be read, as sentences. */
  notes: readonly string[];
}

export function collectTest(test: TestCase): RunTest {
  const read = test.results.map(recordIn);
  return {
    name: nameOf(test),
    outcome: outcomeOf(test),
    durationMs: test.results.reduce((total, { duration }) => total + duration, 0),
    errors: (test.results.at(-1)?.errors ?? []).map(({ message = '', value }) =>
      stripVTControlCharacters(message === '' ? (value ?? '') : message),
    ),
    records: read.flatMap(({ record }) => record ?? []),
    notes: read.flatMap(({ note }) => (note === undefined ? [] : [`${titleOf(nameOf(test))}: ${note}`])),
  };
}

/** As people read it: `shop.spec.ts › a page view › gets an identity`. */
export function titleOf({ file, title }: TestName): string {
  return [file, ...title].join(' › ');
}

function nameOf(test: TestCase): TestName {
  // The first three are the root, the project and the file.
  const [, project = '', file = '', ...title] = test.titlePath();
  return { id: test.id, project, file, line: test.location.line, title };
}

function outcomeOf(test: TestCase): RunTest['outcome'] {
  return outcomes[test.outcome()];
}

const outcomes = { expected: 'passed', unexpected: 'failed', flaky: 'flaky', skipped: 'skipped' } as const;

function recordIn({ attachments }: TestResult): { record?: TestRecord; note?: string } {
  const attachment = attachments.find(({ name }) => name === TEST_RECORD);
  if (attachment === undefined) return {};
  try {
    const text = attachment.body?.toString() ?? readFileSync(attachment.path ?? '', 'utf8');
    const value = parseObject(text);
    return isRecord(value) ? { record: value } : { note: 'its record is none that this version of the reporter reads' };
  } catch (error) {
    return { note: `its record cannot be read (${error instanceof Error ? error.message : String(error)})` };
  }
}

/** Deep enough that nothing further on meets what it does not expect. */
function isRecord(value: unknown): value is TestRecord {
  return (
    isObject(value) &&
    value['version'] === 1 &&
    (value['target'] === 'emulator' || value['target'] === 'live') &&
    typeof value['dropped'] === 'number' &&
    (value['xdm'] === undefined || isCounts(value['xdm'])) &&
    isListOf(value['calls'], isCall) &&
    isListOf(value['facts'], isKind) &&
    isListOf(value['answers'], (answer) => isListOf(answer, Number.isInteger)) &&
    isListOf(value['asserted'], isKind) &&
    isListOf(value['xdmFields'], (field) => typeof field === 'string') &&
    isListOf(value['tagLibraries'], isObject)
  );
}

function isCall(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['endpoint'] === 'string' &&
    typeof value['path'] === 'string' &&
    typeof value['startMs'] === 'number' &&
    isListOf(value['eventTypes'], (type) => typeof type === 'string') &&
    isListOf(value['problems'], isProblem) &&
    [value['status'], value['totalMs'], value['answer']].every((each) => each === undefined || typeof each === 'number')
  );
}

function isProblem(value: unknown): boolean {
  return isObject(value) && typeof value['code'] === 'string' && typeof value['kind'] === 'string';
}

function isCounts(value: unknown): boolean {
  return isObject(value) && typeof value['errors'] === 'number' && typeof value['warnings'] === 'number';
}

function isKind(value: unknown): boolean {
  return isObject(value) && typeof value['kind'] === 'string';
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}
