import { expect, test } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { loadDatastreams } from '../../src/emulator/index.js';
import { EdgeConfigError } from '../../src/errors.js';
import { datastreamsFile } from '../support/emulatorCalls.js';

function failure(path: string): EdgeConfigError {
  try {
    loadDatastreams(path);
  } catch (error) {
    expect(error).toBeInstanceOf(EdgeConfigError);
    expect((error as EdgeConfigError).code).toBe('EDGE_DATASTREAMS_INVALID');
    return error as EdgeConfigError;
  }
  throw new Error(`${path} was accepted`);
}

function fileOf(text: string): string {
  const path = test.info().outputPath('datastreams.json');
  writeFileSync(path, text);
  return path;
}

test('the file of the repository is read, and every name in it is its own', () => {
  const { datastreams, credentials } = loadDatastreams(datastreamsFile);
  const names = datastreams.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  expect(credentials?.map(({ clientId }) => clientId)).toEqual([
    'without-scope',
    'without-product',
    'without-write-permission',
    'expired',
    'short-lived',
  ]);
});

test('a file that is not there is named, with the cause', () => {
  const error = failure('nowhere/datastreams.json');
  expect(error.message).toBe(
    [
      'The datastream file nowhere/datastreams.json cannot be read.',
      'Check the path; it is relative to the directory that the command or the configuration file is in.',
      '[EDGE_DATASTREAMS_INVALID]',
    ].join('\n'),
  );
  expect(error.cause).toMatchObject({ code: 'ENOENT' });
});

test('a file that is no JSON says where it stops being JSON', () => {
  const path = fileOf('{ "datastreams": [ }');
  expect(failure(path).message).toBe(
    [
      `The datastream file ${path} is not valid JSON.`,
      'Unexpected token \'}\', "{ "datastreams": [ }" is not valid JSON',
      '[EDGE_DATASTREAMS_INVALID]',
    ].join('\n'),
  );
});

test('every problem of a file is told at once, with its path', () => {
  const path = fileOf(
    JSON.stringify({
      datastreams: [
        {
          id: 'with space',
          orgId: 'nobody',
          acessType: 'mixed',
          blockedCountries: ['Austria'],
          services: {
            target: { enabled: 'yes', offers: [{ scope: 'hero', experience: { id: '0' }, items: [] }] },
            audienceManager: { enabled: true, activations: [{ type: 'cookie', spec: {} }] },
            offerDecisioning: { enabled: true, upstream: 'asleep' },
          },
        },
      ],
      credentials: [{ clientId: 'a' }],
    }),
  );
  expect(failure(path).message).toBe(
    [
      `The datastream file ${path} has 10 problems:`,
      '  - datastreams[0]: required field "name" is missing',
      '  - datastreams[0].acessType: unknown field',
      '  - datastreams[0].id: expected text that matches /^[\\w-]+(:[a-z]+)?$/, received string "with space"',
      '  - datastreams[0].orgId: expected text that matches /^[^@\\s]+@AdobeOrg$/, received string "nobody"',
      '  - datastreams[0].blockedCountries[0]: expected text that matches /^[A-Z]{2}$/, received string "Austria"',
      '  - datastreams[0].services.offerDecisioning.upstream: expected one of "down", "slow", "rejecting", "failing", "starved", received string "asleep"',
      '  - datastreams[0].services.target.enabled: expected boolean, received string "yes"',
      '  - datastreams[0].services.target.offers[0]: required field "activity" is missing',
      '  - datastreams[0].services.audienceManager.activations[0].spec: required field "name" is missing',
      '  - credentials[0]: required field "clientSecret" is missing',
      '[EDGE_DATASTREAMS_INVALID]',
    ].join('\n'),
  );
});

test('a file without datastreams is of no use', () => {
  const path = fileOf('{ "datastreams": [] }');
  expect(failure(path).message).toBe(
    [
      `The datastream file ${path} has 1 problem:`,
      '  - datastreams: expected at least 1 item, received array of 0 items',
      '[EDGE_DATASTREAMS_INVALID]',
    ].join('\n'),
  );
});

test('two datastreams or credentials of one id are told apart for the reader', () => {
  const orgId = 'A@AdobeOrg';
  const path = fileOf(
    JSON.stringify({
      datastreams: [
        { id: 'one', name: 'a', orgId },
        { id: 'two', name: 'b', orgId },
        { id: 'one', name: 'c', orgId },
      ],
      credentials: [
        { clientId: 'x', clientSecret: '1' },
        { clientId: 'x', clientSecret: '2' },
      ],
    }),
  );
  expect(failure(path).message).toBe(
    [
      `The datastream file ${path} has 2 problems:`,
      "  - datastreams[2].id: 'one' is the id of datastreams[0] already.",
      "  - credentials[1].clientId: 'x' is the clientId of credentials[0] already.",
      '[EDGE_DATASTREAMS_INVALID]',
    ].join('\n'),
  );
});

test('a directory is no file', () => {
  expect(failure('specs').cause).toMatchObject({ code: 'EISDIR' });
});
