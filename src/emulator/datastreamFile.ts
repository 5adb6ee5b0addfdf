/** Reads a datastream file, and tells everything that is wrong with one at once. */

import { readFileSync } from 'node:fs';
import { EdgeConfigError } from '../errors.js';
import { isObject } from '../protocol/json.js';
import { validate } from '../schema/index.js';
import type { DatastreamDefinition, DatastreamsFile } from './datastreams/definition.js';
import { demoDatastream } from './datastreams/demo.js';
import { datastreamSchema, datastreamsFileSchema } from './datastreams/schema.js';

/**
 * @param path of a JSON file, relative to the working directory; without one the demonstration datastream is given.
 * @throws EdgeConfigError `EDGE_DATASTREAMS_INVALID` when it cannot be read, is no JSON, or does not define datastreams.
 */
export function loadDatastreams(path?: string): DatastreamsFile {
  if (path === undefined) return { datastreams: [demoDatastream] };
  const definitions = parse(path, read(path));
  requireDatastreams(definitions, `The datastream file ${path}`);
  return definitions;
}

/**
 * @param what the definition, as the beginning of a sentence.
 * @throws EdgeConfigError `EDGE_DATASTREAMS_INVALID`
 */
export function requireDefinition(value: unknown, what: string): asserts value is DatastreamDefinition {
  refuseIfAny(problemsOf(datastreamSchema, value), what);
}

function requireDatastreams(value: unknown, what: string): asserts value is DatastreamsFile {
  const problems = problemsOf(datastreamsFileSchema, value);
  refuseIfAny(
    problems.length > 0
      ? problems
      : [...repeated(value, 'datastreams', 'id'), ...repeated(value, 'credentials', 'clientId')],
    what,
  );
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new EdgeConfigError('EDGE_DATASTREAMS_INVALID', `The datastream file ${path} cannot be read.`, {
      fix: 'Check the path; it is relative to the directory that the command or the configuration file is in.',
      cause,
    });
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new EdgeConfigError('EDGE_DATASTREAMS_INVALID', `The datastream file ${path} is not valid JSON.`, {
      fix: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}

function problemsOf(schema: object, value: unknown): string[] {
  return validate(schema, value).map(({ message }) => message);
}

/** Ids that a list of the file has more than once. */
function repeated(file: unknown, list: string, field: string): string[] {
  const items: unknown = isObject(file) ? file[list] : undefined;
  const values = Array.isArray(items) ? items.map((item: unknown) => (isObject(item) ? item[field] : undefined)) : [];
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    return first === index
      ? []
      : [`${list}[${index}].${field}: '${String(value)}' is the ${field} of ${list}[${first}] already.`];
  });
}

function refuseIfAny(problems: readonly string[], what: string): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  throw new EdgeConfigError(
    'EDGE_DATASTREAMS_INVALID',
    [`${what} has ${count}:`, ...problems.map((line) => `  - ${line}`)].join('\n'),
  );
}
