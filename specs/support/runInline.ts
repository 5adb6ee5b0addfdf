/** Runs Playwright on a project that a spec writes down as file names and sources, and returns what came of it. */

import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test, type TestInfo } from '@playwright/test';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';

export interface InlineRun {
  exitCode: number;
  /** Everything the run printed, colours stripped. */
  output: string;
  folder: string;
  report: JSONReport;
  /** `expected`, `unexpected`, `flaky` or `skipped`. */
  outcomeOf(title: string): string;
  /** Message of the first error of a test, colours stripped; empty without one. */
  errorOf(title: string): string;
  stepsOf(title: string): string[];
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
  const testInfo = test.info();
  const folder = writeProject(testInfo, { 'playwright.config.ts': defaultConfig, ...files });
  const cli = resolve('node_modules/@playwright/test/cli.js');
  const child = spawn(process.execPath, [cli, 'test', '-c', join(folder, 'playwright.config.ts'), ...args], {
    cwd: folder,
    env: {
      ...cleanEnvironment(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: join(folder, 'report.json'),
      PLAYWRIGHT_HTML_OPEN: 'never',
      ...environment,
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exitCode = await new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
  output = stripColours(output);
  const report = readReport(folder, output);

  const find = (title: string) => {
    const spec = report.suites.flatMap(specsOf).find((each) => each.title === title);
    if (spec === undefined) throw new Error(`The inline run has no test "${title}". It printed:\n${output}`);
    return spec.tests[0]!;
  };
  return {
    exitCode,
    output,
    folder,
    report,
    outcomeOf: (title) => find(title).status,
    errorOf: (title) => stripColours(find(title).results[0]?.errors[0]?.message ?? ''),
    stepsOf: (title) => (find(title).results[0]?.steps ?? []).map((step) => step.title),
    annotationsOf: (title) => find(title).annotations,
  };
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
  export default defineConfig({ fullyParallel: true, workers: 1, reporter: [['json'], ['line']] });
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
function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(CI$|EDGE_|PLAYWRIGHT_|PW_|TEST_|NODE_OPTIONS$|FORCE_COLOR$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

function readReport(folder: string, output: string): JSONReport {
  try {
    return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as JSONReport;
  } catch {
    throw new Error(`The inline run left no report. It printed:\n${output}`);
  }
}

function specsOf(suite: JSONReportSuite): JSONReportSuite['specs'] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}
