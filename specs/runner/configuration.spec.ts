/** A configuration that cannot be used stops a test before its first request, with everything that is wrong. */

import { expect, test } from '@playwright/test';
import { emptyAnswer, json, scriptedServer } from '../support/scriptedServer.js';
import { runInline } from '../support/runInline.js';

const sending = `
  import { test } from 'playwright-datastream';
  test('sends', async ({ edge }) => {
    await edge.interact({ xdm: {} });
  });
`;

test('use, environment and .env are judged together, and nothing is sent', async () => {
  await using server = await scriptedServer(json(200, emptyAnswer));
  const run = await runInline(
    {
      'playwright.config.ts': `export default {
        testDir: '.',
        reporter: [['json'], ['line']],
        use: { edgeTarget: 'prod', edgeSchemas: 'no-such-folder' },
      };`,
      '.env': 'EDGE_ORG_ID=no-organisation\nEDGE_ALLOWED_DATASTREAMS\n',
      'sends.spec.ts': sending,
    },
    { environment: { EDGE_SERVER_URL: server.url, EDGE_DATASTREAM_ID: 'two words' } },
  );

  expect(run.errorOf('sends')).toBe(
    [
      'EdgeConfigError: The configuration has 5 problems:',
      '  • .env, line 2: EDGE_ALLOWED_DATASTREAMS has no value. Write EDGE_ALLOWED_DATASTREAMS=value.',
      '  • edgeTarget is "prod" under "use"; expected one of "emulator", "live".',
      '  • EDGE_DATASTREAM_ID is "two words" in the environment; expected a datastream id, such as a UUID.',
      '  • EDGE_ORG_ID is "no-organisation" in .env; expected an organisation id ending in @AdobeOrg.',
      '  • edgeSchemas: the folder no-such-folder cannot be read (ENOENT).',
      '[EDGE_CONFIG_INVALID]',
    ].join('\n'),
  );
  expect(server.requests).toEqual([]);
});

test('live mode without credentials says what to set, in the terminal as well', async () => {
  const run = await runInline(
    {
      'playwright.config.ts': `export default {
        testDir: '.',
        reporter: [['json'], [${JSON.stringify(reporterPath())}]],
      };`,
      'sends.spec.ts': sending,
    },
    { environment: { EDGE_TARGET: 'live' } },
  );

  const problems = [
    'The configuration has 4 problems:',
    '  • Live mode needs EDGE_DATASTREAM_ID. Set EDGE_DATASTREAM_ID in .env, or edgeDatastreamId under "use" in playwright.config.ts.',
    '  • Live mode needs EDGE_ORG_ID. Set EDGE_ORG_ID in .env, or edgeOrgId under "use" in playwright.config.ts.',
    '  • Live mode needs EDGE_CLIENT_ID. Set EDGE_CLIENT_ID in .env to the client id (API key) of the OAuth server-to-server credential.',
    '  • Live mode needs EDGE_CLIENT_SECRET. Set EDGE_CLIENT_SECRET in .env to the secret of that credential, or EDGE_ACCESS_TOKEN to a token.',
    '[EDGE_CONFIG_INVALID]',
  ].join('\n');
  expect(run.errorOf('sends')).toBe(`EdgeConfigError: ${problems}`);
  expect(run.output).toContain(`Edge target: ${problems}\n`);
});

test('a datastream file that makes no sense is refused with the place of every fault', async () => {
  const run = await runInline({
    'playwright.config.ts': `export default {
      testDir: '.',
      reporter: [['json'], ['line']],
      use: { edgeDatastreams: 'datastreams.json' },
    };`,
    'datastreams.json': JSON.stringify({
      datastreams: [{ id: 'a', name: 'a', orgId: 'nobody', services: { taget: {} } }],
    }),
    'sends.spec.ts': sending,
  });

  expect(run.errorOf('sends')).toBe(
    [
      `EdgeConfigError: The datastream file ${run.folder}/datastreams.json has 2 problems:`,
      '  - datastreams[0].orgId: expected text that matches /^[^@\\s]+@AdobeOrg$/, received string "nobody"',
      '  - datastreams[0].services.taget: unknown field',
      '[EDGE_DATASTREAMS_INVALID]',
    ].join('\n'),
  );
});

test('a schema folder with broken files is refused before the first request, with every file that is wrong', async () => {
  const run = await runInline({
    'playwright.config.ts': `export default {
      testDir: '.',
      reporter: [['json'], ['line']],
      use: { edgeSchemas: 'schemas' },
    };`,
    'schemas/bundled.json': '{ "$id": "edge:problem" }',
    'schemas/cut.json': '{ "$id": ',
    'schemas/nameless.json': '{ "type": "object" }',
    'schemas/old.json': '{ "$id": "old", "$schema": "http://json-schema.org/draft-04/schema#" }',
    'schemas/order.json': '{ "$id": "https://shop.example/order" }',
    'schemas/parts/order.json': '{ "$id": "https://shop.example/order" }',
    'schemas/product.json': '{ "$id": "https://shop.example/product", "type": "objct" }',
    'sends.spec.ts': sending,
  });

  expect(run.errorOf('sends')).toBe(
    [
      `EdgeConfigError: The schema folder ${run.folder}/schemas cannot be used:`,
      '- bundled.json: its id is that of a bundled schema',
      '- cut.json: Unexpected end of JSON input',
      '- nameless.json: it has no $id, the name that a spec would ask for',
      '- old.json: its dialect http://json-schema.org/draft-04/schema# is older than draft-06',
      '- parts/order.json: order.json has the same $id, "https://shop.example/order"',
      '- product.json: type: expected a value of one of the kinds that the schema allows, received string "objct"',
      'Correct or remove what is named, or give another folder.',
      '[EDGE_SCHEMA_INVALID]',
    ].join('\n'),
  );
});

function reporterPath(): string {
  return `${process.cwd()}/src/reporter/index.ts`;
}
