/** Reads a datastream file, and tells everything that is wrong with one at once. */

import { readFileSync } from 'node:fs';
import { EdgeConfigError } from '../../errors.js';
import { validate } from '../../schema/index.js';
import type { DatastreamDefinition, DatastreamsFile } from './definition.js';
import { datastreamSchema, datastreamsFileSchema } from './schema.js';

/**
 * @param path of a JSON file, relative to the working directory.
 * @throws EdgeConfigError `EDGE_DATASTREAMS_INVALID` when it cannot be read, is no JSON, or does not define datastreams.
 */
export function loadDatastreams(path: string): DatastreamsFile {
  const definitions = parse(path, read(path));
  const problems = validate(datastreamsFileSchema, definitions).map(({ message }) => message);
  if (problems.length === 0) problems.push(...duplicates(definitions as DatastreamsFile));
  if (problems.length > 0) throw invalid(`The datastream file ${path} has ${count(problems)}:`, problems);
  return definitions as DatastreamsFile;
}

/** @throws EdgeConfigError `EDGE_DATASTREAMS_INVALID` */
export function checkDefinition(definition: unknown): DatastreamDefinition {
  const problems = validate(datastreamSchema, definition).map(({ message }) => message);
  if (problems.length > 0) throw invalid(`The changed datastream has ${count(problems)}:`, problems);
  return definition as DatastreamDefinition;
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
      fix: (cause as SyntaxError).message,
      cause,
    });
  }
}

function duplicates({ datastreams, credentials = [] }: DatastreamsFile): string[] {
  return [
    ...repeated('datastreams', 'id', datastreams.map(({ id }) => id)),
    ...repeated('credentials', 'clientId', credentials.map(({ clientId }) => clientId)),
  ];
}

function repeated(list: string, field: string, values: string[]): string[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    return first === index ? [] : [`${list}[${index}].${field}: '${value}' is the ${field} of ${list}[${first}] already.`];
  });
}

function invalid(what: string, problems: readonly string[]): EdgeConfigError {
  return new EdgeConfigError('EDGE_DATASTREAMS_INVALID', [what, ...problems.map((line) => `  - ${line}`)].join('\n'));
}

function count(problems: readonly string[]): string {
  return problems.length === 1 ? '1 problem' : `${problems.length} problems`;
}
