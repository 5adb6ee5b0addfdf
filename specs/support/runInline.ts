/** Runs Playwright in a process of its own, on a project that a spec writes down or on this repository. */

import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test, type TestInfo } from '@playwright/test';
import type { JSONReport, JSONReportSuite, JSONReportTestResult } from '@playwright/test/reporter';

export interface Run {
  exitCode: number;
  /** Everything the run printed, colours stripped. */
  output: string;
  report: JSONReport;
  tests: RunTest[];
}

export interface RunTest {
  title: string;
  /** `expected`, `unexpected`, `flaky` or `skipped`. */
  status: string;
  /** Why it was skipped. */
  reason: string | undefined;
  workerIndex: number | undefined;
}

export interface InlineRun extends Run {
  folder: string;
  /** `expected`, `unexpected`, `flaky` or `skipped`. */
  outcomeOf(title: string): string;
  /** Message of the first error of a test, without colours and stack; empty without one. */
  errorOf(title: string): string;
  resultOf(title: string): JSONReportTestResult;
  annotationsOf(title: string): { type: string; description?: string | undefined }[];
}

export interface InlineOptions {
  args?: string[];
  environment?: Record<string, string>;
}

/** @param files file names relative to the project folder; `playwright.config.ts` has a default. */
export async function runInline(
  files: Record<string, string>,
  { args = [], environment = {} }: InlineOptions = {},
): Promise<InlineRun> {
  const folder = writeProject(test.info(), { 'playwright.config.ts': defaultConfig, ...files });
  const paths = ['-c', join(folder, 'playwright.config.ts'), '--output', join(folder, 'test-results')];
  const run = await runPlaywright([...paths, ...args], folder, environment);
  const { report, output } = run;

  const find = (title: string) => {
    const spec = report.suites.flatMap(specsOf).find((each) => each.title === title);
    if (spec === undefined) throw new Error(`The inline run has no test "${title}". It printed:\n${output}`);
    return spec.tests[0]!;
  };
  return {
    ...run,
    folder,
    outcomeOf: (title) => find(title).status,
    errorOf: (title) => withoutStack(stripColours(find(title).results[0]?.errors[0]?.message ?? '')),
    resultOf: (title) => find(title).results[0]!,
    annotationsOf: (title) => find(title).annotations,
  };
}

/** Runs specs of this repository, with a report of their own. */
export function runRepository(args: string[], environment: Record<string, string> = {}): Promise<Run> {
  const results = ['--output', test.info().outputPath('results'), '--reporter=./src/reporter/index.ts,json,line'];
  return runPlaywright([...args, ...results], resolve('.'), environment);
}

async function runPlaywright(args: string[], folder: string, environment: Record<string, string>): Promise<Run> {
  const reportFile = test.info().outputPath('report.json');
  const child = spawn(process.execPath, [resolve('node_modules/@playwright/test/cli.js'), 'test', ...args], {
    cwd: folder,
    env: {
      ...cleanEnvironment(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
      PLAYWRIGHT_HTML_OPEN: 'never',
      ...environment,
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exitCode = await new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
  output = stripColours(output);
  const report = readReport(reportFile, output);
  return { exitCode, output, report, tests: report.suites.flatMap(specsOf).flatMap(testsOf) };
}

function withoutStack(message: string): string {
  return message.split(/\n+ {3,}at /)[0] ?? '';
}

/** A message without the lines of the spec that Playwright shows below it. */
export function withoutSource(message: string): string {
  return message.split(/\n+[> ]+\d+ \|/)[0] ?? '';
}

export function stripColours(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the escape character is what is looked for
  return text.replace(/\u001b\[[\d;]*m/g, '');
}

/** Every file below a folder with its content, for searching artefacts. Traces are zip archives: see `unzipped`. */
export function filesBelow(folder: string): { path: string; content: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, content: readFileSync(path) }));
}

const defaultConfig = `
  import { defineConfig } from '@playwright/test';
  export default defineConfig({ testDir: '.', fullyParallel: true, workers: 1, reporter: [['json'], ['line']] });
`;

function writeProject(testInfo: TestInfo, files: Record<string, string>): string {
  const folder = testInfo.outputPath('project');
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), source);
  }
  return folder;
}

/** The child is a run of its own: nothing of this one may leak into it. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(CI$|EDGE_|PLAYWRIGHT_|PW_|TEST_|NODE_OPTIONS$|FORCE_COLOR$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

function readReport(path: string, output: string): JSONReport {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JSONReport;
  } catch {
    throw new Error(`The inline run left no report. It printed:\n${output}`);
  }
}

function specsOf(suite: JSONReportSuite): JSONReportSuite['specs'] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}

function testsOf({ title, tests }: JSONReportSuite['specs'][number]): RunTest[] {
  return tests.map(({ status, annotations, results }) => ({
    title,
    status,
    reason: annotations.find(({ type }) => type === 'skip')?.description,
    workerIndex: results[0]?.workerIndex,
  }));
}
