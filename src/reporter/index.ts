/**
 * `playwright-datastream/reporter`: what a run says about the datastream, in the terminal, as a page and for programs.
 * All that it needs travels in what tests attach, so that merged shards say the same as one run.
 */

import { relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { FullConfig, FullResult, Reporter, TestCase, TestError } from '@playwright/test/reporter';
import { loadConfig } from '../config/config.js';
import { folderOf } from '../config/folder.js';
import { findOnSummary } from '../config/onSummary.js';
import type { EdgeOptions } from '../config/settings.js';
import { describeTarget } from '../config/target.js';
import { EdgeConfigError } from '../errors.js';
import { collectTest } from './collect.js';
import { appendToHistory, readHistory } from './history.js';
import { notify } from './notify.js';
import { tried, writeOutputs } from './outputs.js';
import { summarize } from './summary.js';
import { renderTerminal } from './terminal.js';

export interface DatastreamReporterOptions {
  /** Relative to the configuration file. @default 'datastream-report' */
  outputFolder?: string;
  /** Where runs are kept, likewise; `false` keeps none and compares with none. @default 'datastream-history' */
  historyFolder?: string | false;
  /** How many runs are kept. @default 60 */
  keepRuns?: number;
  /** A command, or the URL of a webhook, that is told how the run ended. @default `DATASTREAM_ON_SUMMARY` */
  onSummary?: string;
  /** Set by Playwright. */
  configDir?: string;
}

const KEEP_RUNS = 60;

export default class DatastreamReporter implements Reporter {
  readonly #options: DatastreamReporterOptions;
  /** By Playwright's id, so that the last attempt of a test replaces the ones before. */
  readonly #tests = new Map<string, TestCase>();
  /** What failed outside of tests, as sentences. */
  readonly #errors: string[] = [];
  #folder: string;
  #isShard = false;

  constructor(options: DatastreamReporterOptions = {}) {
    this.#options = options;
    this.#folder = options.configDir ?? process.cwd();
  }

  onBegin(config: FullConfig): void {
    this.#folder = this.#options.configDir ?? folderOf(config);
    this.#isShard = config.shard !== null;
    void this.#safely(() => announceTargets(config, this.#folder));
  }

  onTestEnd(test: TestCase): void {
    this.#tests.set(test.id, test);
  }

  /** Of what is no test: a setup, a worker, a file that cannot be loaded. */
  onError({ message = '', value = '' }: TestError): void {
    const [line = ''] = stripVTControlCharacters(message === '' ? value : message).split('\n');
    this.#errors.push(`Outside of tests: ${line}`);
  }

  async onEnd(result: FullResult): Promise<void> {
    await this.#safely(() => this.#report(result));
  }

  printsToStdio(): boolean {
    return false;
  }

  async #report({ startTime, duration, status }: FullResult): Promise<void> {
    const tests = [...this.#tests.values()].map(collectTest);
    // A run without tests has nothing to tell, and must not take the place of one that had.
    if (tests.length === 0) return;
    const {
      outputFolder = 'datastream-report',
      historyFolder = 'datastream-history',
      keepRuns = KEEP_RUNS,
    } = this.#options;
    const historyPath = historyFolder === false || this.#isShard ? undefined : resolve(this.#folder, historyFolder);
    const history = historyPath === undefined ? { runs: [], notes: [] } : readHistory(historyPath);
    const notes = [...history.notes, ...this.#missing(status), ...this.#errors];
    const { summary, kept } = summarize({
      tests,
      startedAt: startTime,
      durationMs: duration,
      hasFailed: status === 'failed',
      notes,
      history: history.runs,
    });
    const written = writeOutputs(resolve(this.#folder, outputFolder), summary);
    const unkept =
      historyPath === undefined
        ? undefined
        : tried('The history was not written', () => appendToHistory(historyPath, kept, keepRuns));
    console.log(`\n${renderTerminal(summary, relative(process.cwd(), written.page))}`);
    const target = findOnSummary(this.#options.onSummary, this.#folder);
    const untold = target === undefined ? undefined : await notify(summary, written, target);
    for (const problem of [...written.problems, unkept, untold])
      if (problem !== undefined) console.error(`datastream reporter: ${problem}`);
  }

  #missing(status: FullResult['status']): string[] {
    return [
      ...(this.#isShard
        ? [
            'This is one shard of a run: it is neither compared with others nor kept. Merge the blob reports of all shards.',
          ]
        : []),
      ...(status === 'interrupted' ? ['The run was interrupted.'] : []),
      ...(status === 'timedout' ? ['The run took longer than it may: not all tests ran.'] : []),
    ];
  }

  /** A reporter that throws makes a green run red. */
  async #safely(action: () => void | Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      console.error(`datastream reporter: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
}

/** So that a green night against the emulator is never taken for a green night against Adobe. */
function announceTargets({ projects }: FullConfig, folder: string): void {
  // Blob reports bring no options along; what the run talked to is in the report.
  if (process.argv.includes('merge-reports')) return;
  const lines = projects.map(({ name, use }) => ({ name, target: targetOf(use as EdgeOptions, folder) }));
  const distinct = new Set(lines.map(({ target }) => target));
  const [only] = distinct;
  if (distinct.size === 1) console.log(`Edge target: ${only}`);
  else for (const { name, target } of lines) console.log(`Edge target of ${name}: ${target}`);
}

/** A configuration that cannot be used fails the tests that need it, with every problem; here one line is enough. */
function targetOf(use: EdgeOptions, folder: string): string {
  try {
    return describeTarget(loadConfig({ use, folder }));
  } catch (error) {
    if (error instanceof EdgeConfigError) return error.message;
    throw error;
  }
}
