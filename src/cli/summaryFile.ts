/** A summary that some run has written, read as far as it is told here. */

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { faultOrder } from '../reporter/faultOrder.js';
import type { Summary } from '../reporter/model.js';
import { isObject } from '../protocol/json.js';
import { validate } from '../schema/validate.js';
import type { JsonSchema } from '../schema/jsonSchema.js';
import { Misuse } from './command.js';

const VERSION: Summary['version'] = 1;

const text: JsonSchema = { type: 'string' };
const texts: JsonSchema = { type: 'array', items: text };
const count: JsonSchema = { type: 'integer', minimum: 0 };

const failure: JsonSchema = {
  type: 'object',
  required: ['test', 'requestIds'],
  properties: {
    test: { type: 'object', required: ['file', 'line'], properties: { file: text, line: count } },
    requestIds: texts,
  },
};

const failureGroup: JsonSchema = {
  type: 'object',
  required: ['fault', 'cause', 'failures'],
  properties: { fault: { enum: faultOrder }, cause: text, failures: { type: 'array', items: failure } },
};

/** Nothing else of a summary is needed for its terminal form. */
const summarySchema: JsonSchema = {
  $id: 'edge:summary-told',
  type: 'object',
  required: ['id', 'verdict', 'failures', 'notes'],
  properties: {
    id: text,
    notes: texts,
    verdict: {
      type: 'object',
      required: ['sentence', 'outcome', 'tests', 'faults'],
      properties: {
        sentence: text,
        outcome: { enum: ['passed', 'failed', 'empty'] },
        tests: counts(['passed', 'failed', 'flaky', 'skipped']),
        faults: counts(faultOrder),
      },
    },
    failures: { type: 'array', items: failureGroup },
    drift: {
      type: 'object',
      required: ['since', 'changes'],
      properties: {
        since: { type: 'object', required: ['startedAt'], properties: { startedAt: text } },
        changes: { type: 'array', items: { type: 'object', required: ['sentence'], properties: { sentence: text } } },
      },
    },
  },
};

function counts(names: readonly string[]): JsonSchema {
  return { type: 'object', required: [...names], properties: Object.fromEntries(names.map((name) => [name, count])) };
}

export interface FoundSummary {
  summary: Summary;
  /** Where the report page of the same run is. */
  page: string;
}

/**
 * @param folder where a run wrote its report.
 * @throws Misuse when there is no summary, or none that this version of the package can read.
 */
export function readSummary(folder: string): FoundSummary {
  const path = join(folder, 'summary.json');
  const value = parsed(path, content(folder, path));
  if (!isObject(value) || !('version' in value)) throw new Misuse(`${path} is no summary of a run: it has no version.`);
  if (value['version'] !== VERSION) {
    const version = JSON.stringify(value['version']).slice(0, 40);
    throw new Misuse(`${path} was written by another version of playwright-datastream (${version}, not ${VERSION}).`);
  }
  const [violation] = validate(summarySchema, value);
  if (violation !== undefined) throw new Misuse(`${path} is no summary of a run: ${violation.message}.`);
  return { summary: value as unknown as Summary, page: join(folder, 'index.html') };
}

function content(folder: string, path: string): string {
  try {
    if (statSync(folder).isFile()) throw new Misuse(`${folder} is a file; name the folder that summary.json is in.`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Misuse) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code !== 'ENOENT') throw new Misuse(`${path} cannot be read (${code}).`);
    throw new Misuse(
      `There is no ${path}. Run the specs with the reporter playwright-datastream/reporter, or merge the reports of shards with it.`,
    );
  }
}

function parsed(path: string, json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw new Misuse(`${path} is no JSON: it was cut short, or something else wrote it.`);
  }
}
