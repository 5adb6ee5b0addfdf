/** What the emulator target makes of the configuration. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { connect, type ConnectOptions } from '../../src/connect.js';
import { EdgeConfigError } from '../../src/errors.js';

const first = { id: 'ds-first', name: 'first', orgId: 'FIRST@AdobeOrg' };
const second = { id: 'ds-second', name: 'second', orgId: 'SECOND@AdobeOrg' };

function sources(edgeDatastreamId?: string): ConnectOptions {
  const folder = test.info().outputPath();
  writeFileSync(join(folder, 'datastreams.json'), JSON.stringify({ datastreams: [first, second] }));
  return { folder, environment: {}, use: { edgeDatastreams: 'datastreams.json', edgeDatastreamId } };
}

for (const [edgeDatastreamId, datastreamId, orgId] of [
  [undefined, 'ds-first', 'FIRST@AdobeOrg'],
  ['ds-second', 'ds-second', 'SECOND@AdobeOrg'],
  ['ds-second:stage', 'ds-second:stage', 'SECOND@AdobeOrg'],
]) {
  test(`the organisation is that of the datastream: edgeDatastreamId ${edgeDatastreamId}`, async () => {
    await using connection = await connect(sources(edgeDatastreamId));
    expect(connection.config).toMatchObject({ datastreamId, orgId });
  });
}

test('an organisation that is configured is kept', async () => {
  const { use, ...rest } = sources('ds-second');
  await using connection = await connect({ ...rest, use: { ...use, edgeOrgId: 'OTHER@AdobeOrg' } });
  expect(connection.config.orgId).toBe('OTHER@AdobeOrg');
});

test('a datastream that the file does not have is a configuration error', async () => {
  const failure = await connect(sources('ds-third')).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EdgeConfigError);
  expect((failure as Error).message).toBe(
    [
      'The configuration has a problem:',
      `  • edgeDatastreamId is "ds-third" under "use"; expected a datastream of ${test.info().outputPath('datastreams.json')}: ds-first (first), ds-second (second).`,
      '[EDGE_CONFIG_INVALID]',
    ].join('\n'),
  );
});

test('so is one that the built-in demonstration does not have', async () => {
  const environment = { EDGE_DATASTREAM_ID: 'ds-third' };
  await expect(connect({ folder: test.info().outputPath(), environment })).rejects.toThrow(
    /EDGE_DATASTREAM_ID is "ds-third" in the environment; expected a datastream of the built-in demonstration: [\w-]+ \([^)]+\)\.\n\[EDGE_CONFIG_INVALID\]$/,
  );
});

test('a single call may name any datastream, and is answered', async () => {
  await using connection = await connect(sources());
  const response = await connection.client().interact({ xdm: {} }, { datastreamId: 'ds-third' });
  expect(response.status).toBe(400);
  expect(response.problem?.type).toMatch(/EXEG-0003-400$/);
});
