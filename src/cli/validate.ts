/** `datastream validate`: what is to be said of recorded events before Experience Platform says it, or says nothing. */

import { parseArgs } from 'node:util';
import { schemaNotes } from '../schema/xdm/schemaNotes.js';
import { checkSource, type CheckedFile } from './checkedFile.js';
import { Misuse, type Command } from './command.js';
import { chooseSchema, type ChosenSchema } from './eventSchema.js';
import { readSources } from './sources.js';
import { validationJson, validationReport } from './validationReport.js';

export const validateCommand: Command = {
  summary: 'Check recorded events against an XDM schema.',
  usage: `Usage: datastream validate [<file or folder>...] [options]

Reads events, bodies of requests, HAR files and what edgeTraffic.toNdjson() writes, told from each other by what is in
them. Of a folder, all *.json, *.har and *.ndjson at any depth; without a file, or for -, the standard input.

  --schema <name>     id or title of the schema, or a file with one; without it the only one of --schemas that is for
                      events, or else the bundled Experience Event. With one that is no XDM, whole documents are checked
  --schemas <folder>  your own schemas; --schema finds those in fixtures/schemas without it
  --strict            warnings count as errors do, and so do requests that could not be checked
  --json              one object instead of the report

Exits with 0 when there are no errors, 1 when there are, 2 when the command was called wrongly or a file is none of these.`,

  async run(args) {
    const { names, schema: name, schemas, isStrict, isJson } = readOptions(args);
    const sources = await readSources(names);
    const schema = chooseSchema(name, schemas);
    for (const note of notesOn(schema)) console.error(`datastream: ${note}`);
    const files = sources.map((source) => checkSource(source, schema));
    const misread = problemsOf(files);
    const exitCode = misread.length > 0 ? 2 : exitCodeOf(files, isStrict);
    if (isJson) console.log(validationJson(files, exitCode === 0));
    else if (files.some(({ events }) => events.length > 0)) {
      console.log(validationReport(files, 'xdm' in schema ? 'event' : 'document'));
    }
    for (const problem of misread) console.error(`datastream: ${problem}`);
    return exitCode;
  },
};

/** What is checked less than a reader may believe. */
function notesOn(schema: ChosenSchema): string[] {
  if (!('xdm' in schema)) return [];
  const unchecked = schemaNotes(schema.xdm).map(
    ({ path, text }) => `In the schema${path === '' ? '' : `, at ${path}`}, ${text}.`,
  );
  return [...(schema.note === undefined ? [] : [schema.note]), ...unchecked];
}

/** A check of nothing is no proof that all is well. */
function problemsOf(files: readonly CheckedFile[]): string[] {
  const problems = files.flatMap((file) => file.problems);
  if (problems.length > 0 || files.some(({ events }) => events.length > 0)) return problems;
  const names = files.map(({ name }) => name).join(', ');
  return [...files.flatMap(({ notes }) => notes), `There is no event in ${names}: nothing was checked.`];
}

function exitCodeOf(files: readonly CheckedFile[], isStrict: boolean): 0 | 1 {
  const findings = files.flatMap(({ events }) => events).flatMap((event) => event.findings);
  const isIncomplete = files.some(({ notes }) => notes.length > 0);
  const fails = findings.some(({ severity }) => severity === 'error' || isStrict) || (isStrict && isIncomplete);
  return fails ? 1 : 0;
}

interface Options {
  names: string[];
  schema: string | undefined;
  schemas: string | undefined;
  isStrict: boolean;
  isJson: boolean;
}

function readOptions(args: string[]): Options {
  const { values, positionals: names } = parse(args);
  const { schema, schemas, strict = false, json = false } = values;
  return { names, schema, schemas, isStrict: strict, isJson: json };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const options = { schema: text, schemas: text, strict: flag, json: flag };
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
}
