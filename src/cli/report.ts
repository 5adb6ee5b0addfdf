/** `datastream report`: what the last run was, and as an exit code whose fault it is that it failed. */

import { parseArgs } from 'node:util';
import { digestOf } from '../reporter/digest.js';
import { renderTerminal } from '../reporter/terminal.js';
import { Misuse, type Command } from './command.js';
import { exitCodeOf, hasRun } from './runExitCode.js';
import { readSummary } from './summaryFile.js';

const DEFAULT_FOLDER = 'datastream-report';

export const reportCommand: Command = {
  summary: 'Tell what the last run was, and whose fault its failures are.',
  usage: `Usage: datastream report [folder] [--check] [--json]

Reads summary.json, which the reporter has written to the folder; ${DEFAULT_FOLDER} by default.

  --check  the exit code tells the run
  --json   one object instead of the report

With --check it exits with 0 when the run is green, and else with whose fault it is:

  1  data            the datastream answers wrong
  5  spec            the test's own error, or one outside of tests
  2  configuration   ours; also when no test ran, when there is no summary, and when the command was called wrongly
  4  credentials     they were refused
  3  infrastructure  no answer, or a server that could not

Of several, the first in this list. Credentials that are refused fail all that needs them: what the datastream answers
wrong beside that is real.`,

  run(args) {
    const { folder, isCheck, isJson } = readOptions(args);
    const { summary, page } = readSummary(folder);
    const exitCode = exitCodeOf(summary.verdict);
    console.log(isJson ? JSON.stringify({ ...digestOf(summary), exitCode }) : renderTerminal(summary, page));
    if (!isCheck) return Promise.resolve(0);
    if (!hasRun(summary.verdict)) console.error('datastream: No test ran, which is no proof that all is well.');
    return Promise.resolve(exitCode);
  },
};

interface Options {
  folder: string;
  isCheck: boolean;
  isJson: boolean;
}

function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [folder = DEFAULT_FOLDER, second] = positionals;
  if (second !== undefined) throw new Misuse(`report takes one folder, not also '${second}'.`);
  if (folder === '') throw new Misuse('The name of the folder is empty.');
  const { check = false, json = false } = values;
  return { folder, isCheck: check, isJson: json };
}

function parse(args: string[]) {
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({ args, allowPositionals: true, options: { check: flag, json: flag } });
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
}
