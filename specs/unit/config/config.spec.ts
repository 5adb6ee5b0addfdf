import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from '@playwright/test';
import { loadConfig, type ConfigSources } from '../../../src/config/config.js';
import { EdgeConfigError } from '../../../src/errors.js';
import { stripColours } from '../../support/runInline.js';
import { planted } from '../../support/planted.js';

const live = {
  EDGE_TARGET: 'live',
  EDGE_DATASTREAM_ID: 'ds-1',
  EDGE_ALLOWED_DATASTREAMS: 'ds-1, ds-2',
  EDGE_ORG_ID: '0A1B2C3D4E5F60718293A4B5@AdobeOrg',
  EDGE_CLIENT_ID: planted.clientId,
  EDGE_CLIENT_SECRET: planted.clientSecret,
};

function newFolder(dotenv?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'config-spec-'));
  if (dotenv !== undefined) writeFileSync(join(folder, '.env'), dotenv);
  return folder;
}

function problemsOf(sources: ConfigSources): string {
  try {
    loadConfig({ folder: newFolder(), environment: {}, ...sources });
  } catch (error) {
    expect(error).toBeInstanceOf(EdgeConfigError);
    return (error as Error).message;
  }
  throw new Error('The configuration was accepted.');
}

test('nothing at all means the emulator, with the hosts of production as defaults', () => {
  expect(loadConfig({ folder: newFolder(), environment: {} })).toMatchObject({
    target: 'emulator',
    datastreamId: undefined,
    serverUrl: 'https://server.adobedc.net',
    edgeUrl: 'https://edge.adobedc.net',
    imsUrl: 'https://ims-na1.adobelogin.com',
    platformUrl: 'https://platform.adobe.io',
    datastreamParameter: 'dataStreamId',
    redactIdentities: false,
    allowedDatastreams: [],
  });
});

test('use wins over the environment, the environment over .env, and an empty variable counts as not set', () => {
  const folder = newFolder('EDGE_SANDBOX=from-file\nEDGE_DATASTREAM_ID=from-file\nEDGE_ORG_ID=file@AdobeOrg\n');
  const environment = { EDGE_SANDBOX: 'from-environment', EDGE_DATASTREAM_ID: 'from-environment', EDGE_ORG_ID: '' };
  expect(
    loadConfig({ folder, environment, use: { edgeSandbox: 'from-use', edgeDatastreamId: undefined } }),
  ).toMatchObject({
    sandbox: 'from-use',
    datastreamId: 'from-environment',
    orgId: 'file@AdobeOrg',
  });
});

test('paths start at the folder of the configuration file', () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'schemas'));
  expect(loadConfig({ folder, environment: {}, use: { edgeSchemas: './schemas' } }).schemas).toBe(
    join(folder, 'schemas'),
  );
});

for (const [edgeDomain, edgeUrl] of [
  ['data.example.com', 'https://data.example.com'],
  ['https://data.example.com/', 'https://data.example.com'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['localhost:8080', 'http://localhost:8080'],
] as const) {
  test(`edgeDomain ${edgeDomain} is ${edgeUrl}`, () => {
    expect(loadConfig({ folder: newFolder(), environment: {}, use: { edgeDomain } }).edgeUrl).toBe(edgeUrl);
  });
}

test('live mode without anything says everything that it needs', () => {
  expect(problemsOf({ environment: { EDGE_TARGET: 'live' } })).toBe(
    [
      'The configuration has 4 problems:',
      '  • Live mode needs EDGE_DATASTREAM_ID. Set EDGE_DATASTREAM_ID in .env, or edgeDatastreamId under "use" in playwright.config.ts.',
      '  • Live mode needs EDGE_ORG_ID. Set EDGE_ORG_ID in .env, or edgeOrgId under "use" in playwright.config.ts.',
      '  • Live mode needs EDGE_CLIENT_ID. Set EDGE_CLIENT_ID in .env to the client id (API key) of the OAuth server-to-server credential.',
      '  • Live mode needs EDGE_CLIENT_SECRET. Set EDGE_CLIENT_SECRET in .env to the secret of that credential, or EDGE_ACCESS_TOKEN to a token.',
      '[EDGE_CONFIG_INVALID]',
    ].join('\n'),
  );
});

test('a token from elsewhere makes the client secret unnecessary', () => {
  const { EDGE_CLIENT_SECRET: _, ...rest } = live;
  expect(
    loadConfig({ folder: newFolder(), environment: { ...rest, EDGE_ACCESS_TOKEN: planted.accessToken } }).target,
  ).toBe('live');
});

test('live mode refuses a datastream that is not in the allow-list', () => {
  expect(problemsOf({ environment: { ...live, EDGE_DATASTREAM_ID: 'production-1' } })).toBe(
    [
      'The configuration has a problem:',
      '  • Live mode refuses datastream production-1: EDGE_ALLOWED_DATASTREAMS has only ds-1, ds-2. Add it there if tests may write to it.',
      '[EDGE_CONFIG_INVALID]',
    ].join('\n'),
  );
  expect(problemsOf({ environment: { ...live, EDGE_ALLOWED_DATASTREAMS: '' } })).toContain(
    'EDGE_ALLOWED_DATASTREAMS is not set.',
  );
});

test('the allow-list is reported together with other problems', () => {
  const { EDGE_ORG_ID: _, ...rest } = live;
  const environment = { ...rest, EDGE_DATASTREAM_ID: 'production-1', EDGE_SERVER_URL: 'server.example.com' };
  expect(problemsOf({ environment })).toBe(
    [
      'The configuration has 3 problems:',
      '  • Live mode needs EDGE_ORG_ID. Set EDGE_ORG_ID in .env, or edgeOrgId under "use" in playwright.config.ts.',
      '  • EDGE_SERVER_URL is "server.example.com" in the environment; expected an https:// origin without a path (http:// for loopback names only).',
      '  • Live mode refuses datastream production-1: EDGE_ALLOWED_DATASTREAMS has only ds-1, ds-2. Add it there if tests may write to it.',
      '[EDGE_CONFIG_INVALID]',
    ].join('\n'),
  );
  expect(problemsOf({ environment: { ...live, EDGE_DATASTREAM_ID: 'two words' } })).toBe(
    [
      'The configuration has a problem:',
      '  • EDGE_DATASTREAM_ID is "two words" in the environment; expected a datastream id, such as a UUID.',
      '[EDGE_CONFIG_INVALID]',
    ].join('\n'),
  );
});

test('every problem is reported at once, with where its value came from, and no secret', () => {
  const folder = newFolder('EDGE_SERVER_URL=http://server.example.com\nEDGE_CLIENT_ID live\nEDGE_DATASTREM_ID=x\n');
  writeFileSync(join(folder, 'schemas'), 'a file');
  const use = {
    edgeTarget: 'prod',
    edgeSchemas: './schemas',
    edgeDatastreams: './none.json',
    edgeRedactIdentities: 'yes',
  };
  const environment = { EDGE_ACCESS_TOKEN: `two ${planted.accessToken}`, EDGE_ORG_ID: 'acme' };
  const message = problemsOf({ folder, environment, use: use as unknown as ConfigSources['use'] & object });

  expect(message).toBe(
    [
      'The configuration has 9 problems:',
      '  • .env, line 2: EDGE_CLIENT_ID has no value. Write EDGE_CLIENT_ID=value.',
      '  • .env: EDGE_DATASTREM_ID is not read. Did you mean EDGE_DATASTREAM_ID?',
      '  • edgeTarget is "prod" under "use"; expected one of "emulator", "live".',
      '  • EDGE_ORG_ID is "acme" in the environment; expected an organisation id ending in @AdobeOrg.',
      '  • EDGE_SERVER_URL is "http://server.example.com" in .env; expected an https:// origin without a path (http:// for loopback names only).',
      '  • edgeRedactIdentities is "yes" under "use"; expected boolean.',
      '  • EDGE_ACCESS_TOKEN is a value that is not shown in the environment; expected a token without spaces.',
      '  • edgeSchemas: the folder ./schemas cannot be read (ENOTDIR).',
      '  • edgeDatastreams: the file ./none.json cannot be read (ENOENT).',
      '[EDGE_CONFIG_INVALID]',
    ].join('\n'),
  );
  expect(message).not.toContain(planted.accessToken);
});

test('a .env that cannot be read is a problem; none is not', () => {
  const folder = newFolder();
  mkdirSync(join(folder, '.env'));
  expect(problemsOf({ folder })).toBe(
    'The configuration has a problem:\n  • .env cannot be read (EISDIR).\n[EDGE_CONFIG_INVALID]',
  );
});

test('secrets are masked in every form of printing', () => {
  const config = loadConfig({ folder: newFolder(), environment: { ...live, EDGE_ACCESS_TOKEN: planted.accessToken } });
  let diff = '';
  try {
    expect(config).toEqual({});
  } catch (error) {
    diff = stripColours((error as Error).message);
  }
  const printed = [
    inspect(config, { depth: 10, showHidden: true }),
    JSON.stringify(config),
    String(config.credentials.clientSecret),
    JSON.stringify({ ...config.credentials }),
    diff,
  ];
  expect(diff).toContain('credentials');
  for (const text of printed) {
    expect(text).toMatch(/\*\*\*|Secret/);
    for (const secret of Object.values(planted)) expect(text).not.toContain(secret);
  }
  expect(config.credentials.clientSecret?.reveal()).toBe(planted.clientSecret);
});

test('the configuration is frozen', () => {
  const config = loadConfig({ folder: newFolder(), environment: live });
  for (const part of [config, config.credentials, config.allowedDatastreams, config.credentials.scopes]) {
    expect(Object.isFrozen(part)).toBe(true);
  }
});
