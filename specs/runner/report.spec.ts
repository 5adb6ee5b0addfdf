/** `datastream report` on summaries that a run could have left. What it ends with is tried in processes of its own. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { Misuse } from '../../src/cli/command.js';
import { reportCommand } from '../../src/cli/report.js';
import { exitCodeOf } from '../../src/cli/runExitCode.js';
import { readSummary } from '../../src/cli/summaryFile.js';
import type { Summary } from '../../src/reporter/model.js';
import { renderTerminal } from '../../src/reporter/terminal.js';
import { runCommand, type Ended } from '../support/command.js';
import { datastreamId, noFaults, requestId, smallSummary, verdictOf } from '../support/smallSummary.js';

interface Folder {
  path: string;
  /** A summary, or what is written as it is. */
  write(name: string, content: Summary | object | string): void;
  report(...args: string[]): Promise<Ended>;
}

const test = base.extend<{ folder: Folder }>({
  folder: async ({}, use, testInfo) => {
    const folder = testInfo.outputPath('project');
    mkdirSync(folder, { recursive: true });
    await use({
      path: folder,
      write(name, content) {
        const path = join(folder, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      },
      report: (...args) => runCommand(['report', ...args], { folder }),
    });
  },
});

const DEFAULT = 'datastream-report/summary.json';

test('it prints the terminal summary of the last run, without a colour', async ({ folder }) => {
  folder.write(DEFAULT, smallSummary());
  expect(await folder.report()).toEqual({ exitCode: 0, output: `${renderTerminal(smallSummary())}\n`, errors: '' });
  expect(renderTerminal(smallSummary())).toContain('\nReport: datastream-report/index.html');
});

test('another folder, and one object in place of the text', async ({ folder }) => {
  folder.write('night 2/summary.json', smallSummary());
  const { exitCode, output, errors } = await folder.report('night 2', '--json', '--check');
  expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: '' });
  expect(JSON.parse(output)).toEqual({
    outcome: 'failed',
    sentence: '51 of 53 tests passed; 2 failed.',
    id: '2026-01-15T02-17-00Z-1f2e3d',
    faults: { ...noFaults, data: 1, spec: 1 },
    changes: [`Handles activation:push no longer come from interact of ${datastreamId}.`],
    failures: [
      { fault: 'data', cause: 'handle locationHint:result has another hint', tests: 1, requestId },
      { fault: 'spec', cause: 'TypeError: Cannot read properties of undefined', tests: 1 },
    ],
    omitted: { changes: 0, failures: 0 },
    exitCode: 1,
  });
  const found = join(folder.path, 'night 2');
  expect(readSummary(found)).toEqual({ summary: smallSummary(), page: join(found, 'index.html') });
});

const failedWithoutTest = { ...verdictOf({}, 3), outcome: 'failed' } as const;
const allSkipped = {
  ...verdictOf({}, 0),
  outcome: 'passed',
  tests: { passed: 0, failed: 0, flaky: 0, skipped: 4 },
} as const;

for (const [name, verdict, exitCode] of [
  ['green', verdictOf({}, 3), 0],
  [
    'green with a flaky test',
    { ...verdictOf({}, 0), outcome: 'passed', tests: { passed: 0, failed: 0, flaky: 1, skipped: 0 } },
    0,
  ],
  ['data', verdictOf({ data: 1 }), 1],
  ['infrastructure', verdictOf({ infrastructure: 1 }), 3],
  ['credentials', verdictOf({ credentials: 1 }), 4],
  ['spec', verdictOf({ spec: 1 }), 5],
  ['configuration', verdictOf({ configuration: 1 }), 2],
  ['an error outside of tests', failedWithoutTest, 5],
  ['data, beside all others', verdictOf({ data: 1, infrastructure: 9, credentials: 9, configuration: 9, spec: 9 }), 1],
  ['spec, beside all but data', verdictOf({ infrastructure: 9, credentials: 9, configuration: 9, spec: 1 }), 5],
  ['configuration, before what it makes fail', verdictOf({ infrastructure: 9, credentials: 9, configuration: 1 }), 2],
  ['credentials, before infrastructure', verdictOf({ infrastructure: 9, credentials: 1 }), 4],
] as const satisfies [string, Summary['verdict'], number][]) {
  test(`a run exits with ${exitCode}: ${name}`, () => {
    expect(exitCodeOf(verdict)).toBe(exitCode);
  });
}

test('a run without a test is not green, nor is one that skipped them all', async ({ folder }) => {
  expect(exitCodeOf(allSkipped)).toBe(2);
  folder.write(DEFAULT, smallSummary({ verdict: verdictOf({}, 0) }));
  expect(await folder.report('--check')).toEqual({
    exitCode: 2,
    output: expect.stringContaining('No test ran.\n'),
    errors: 'datastream: No test ran, which is no proof that all is well.\n',
  });
});

const { verdict: _, ...withoutVerdict } = smallSummary();
const whole = JSON.stringify(smallSummary());

for (const [name, content, message] of [
  ['truncated', whole.slice(0, whole.length / 2), 'is no JSON: it was cut short, or something else wrote it.'],
  ['empty', '', 'is no JSON: it was cut short, or something else wrote it.'],
  ['foreign', { suites: [], stats: {} }, 'is no summary of a run: it has no version.'],
  ['a list', '[1]', 'is no summary of a run: it has no version.'],
  [
    'of tomorrow',
    { ...smallSummary(), version: 2 },
    'was written by another version of playwright-datastream (2, not 1).',
  ],
  ['without a verdict', withoutVerdict, 'is no summary of a run: required field "verdict" is missing.'],
  [
    'with a fault that nobody knows',
    { ...smallSummary(), failures: [{ fault: 'weather', cause: '', failures: [] }] },
    'is no summary of a run: failures[0].fault: expected one of "data", "spec", "configuration", "credentials", "infrastructure", received string "weather".',
  ],
] as const) {
  test(`a summary that is ${name} is refused, and the message says so`, ({ folder }) => {
    folder.write(DEFAULT, content);
    const path = join(folder.path, DEFAULT);
    expect(() => readSummary(dirname(path))).toThrow(new Misuse(`${path} ${message}`));
  });
}

test('no summary exits with 2, and says where one comes from', async ({ folder }) => {
  expect(await folder.report('--check')).toEqual({
    exitCode: 2,
    output: '',
    errors: `datastream: There is no ${DEFAULT}. Run the specs with the reporter playwright-datastream/reporter, or merge the reports of shards with it.\n`,
  });
});

for (const [args, message] of [
  [['a', 'b'], "report takes one folder, not also 'b'."],
  [[''], 'The name of the folder is empty.'],
  [['package.json'], 'package.json is a file; name the folder that summary.json is in.'],
  [['--chek'], "Unknown option '--chek'"],
] as const) {
  test(`misuse is told: datastream report ${args.join(' ')}`, () => {
    expect(() => reportCommand.run([...args])).toThrow(new Misuse(message));
  });
}
