/** What a run with our reporter leaves behind holds no secret, and no identity when those are to be hidden. */

import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { startEmulate } from '../support/emulateProcess.js';
import { planted } from '../support/planted.js';
import { filesBelow, runInline } from '../support/runInline.js';

const datastreamId = 'da7a57ea-0000-4000-8000-00000000aaaa';
const ecid = '41861666193140161934276845651148876988';
const email = 'planted.visitor@shop.example';
const fpid = 'f91dcafe-91ad-4000-8000-0123456789ab';
const webhook = 'planted-webhook-path-3fe1';

const definitions = {
  datastreams: [{ id: datastreamId, name: 'secret', orgId: 'DA7A57EA0000000000E0E0E0@AdobeOrg' }],
  credentials: [{ clientId: planted.clientId, clientSecret: planted.clientSecret }],
};

test('neither report, history, blob, trace nor terminal holds a secret or an identity', async () => {
  test.slow();
  const file = test.info().outputPath('datastreams.json');
  writeFileSync(file, JSON.stringify(definitions));
  await using adobe = await startEmulate(['--datastreams', file]);
  const run = await runInline(
    {
      'playwright.config.ts': `export default {
        testDir: '.',
        workers: 1,
        reporter: [['json'], ['list'], ['blob', { outputDir: 'blob' }], ['html', { outputFolder: 'playwright-report' }], [${JSON.stringify(resolve('src/reporter/index.ts'))}]],
        use: { trace: 'on', edgeRedactIdentities: true },
      };`,
      // Values come from the environment, because report and trace quote the source.
      'failing.spec.ts': `
        import { test, expect } from 'playwright-datastream';
        const { PLANTED_TOKEN, PLANTED_ECID, PLANTED_EMAIL, PLANTED_FPID } = process.env;
        const identityMap = { ECID: [{ id: PLANTED_ECID, primary: true }], Email: [{ id: PLANTED_EMAIL }], FPID: [{ id: PLANTED_FPID }] };
        const event = { xdm: { eventType: 'web.webpagedetails.pageViews', identityMap } };

        test('fails on an answer', async ({ edge }) => {
          expect(await edge.interact(event)).toHaveStatus(418);
        });
        test('fails on a refused token', async ({ edge }) => {
          const headers = { authorization: 'Bearer ' + PLANTED_TOKEN, cookie: 'session=' + PLANTED_TOKEN };
          expect(await edge.interact(event, { headers })).toBeAccepted();
        });
        test('fails on a handle', async ({ edge }) => {
          expect(await edge.interact(event)).toHaveHandle('personalization:decisions');
        });
        test('asks with secrets in the URL', async ({ edge }) => {
          const path = '/ee/v2/interact?dataStreamId=${datastreamId}&access_token=' + PLANTED_TOKEN;
          expect(await edge.post(path, { event })).toHaveStatus(418);
        });`,
    },
    {
      environment: {
        ...adobe.environment,
        EDGE_CLIENT_ID: planted.clientId,
        EDGE_CLIENT_SECRET: planted.clientSecret,
        PLANTED_TOKEN: planted.accessToken,
        PLANTED_ECID: ecid,
        PLANTED_EMAIL: email,
        PLANTED_FPID: fpid,
        DATASTREAM_ON_SUMMARY: `http://127.0.0.1:9/${webhook}`,
      },
    },
  );
  expect(run.report.stats, run.output).toMatchObject({ unexpected: 4, expected: 0 });

  const artefacts = new Map<string, string>([
    ...filesBelow(run.folder).map(({ path, content }): [string, string] => [
      path.slice(run.folder.length + 1),
      path.endsWith('.zip') ? unzipped(content) : content.toString('latin1'),
    ]),
    ['terminal', run.output],
    ['report.json', JSON.stringify(run.report)],
    // What is attached with a body is there in Base64.
    [
      'records',
      run.tests
        .flatMap(({ title }) => run.resultOf(title).attachments)
        .map(bodyOf)
        .join('\n'),
    ],
  ]);
  const names = [...artefacts.keys()];
  for (const name of [
    'datastream-report/summary.json',
    'datastream-report/index.html',
    'blob/report.zip',
    'playwright-report/index.html',
  ]) {
    expect(names).toContain(name);
  }
  expect(names.some((name) => name.startsWith(join('datastream-history', '20')))).toBe(true);
  const holdersOf = (text: string | RegExp) => names.filter((name) => artefacts.get(name)?.match(text) !== null);
  expect(holdersOf(datastreamId).length, 'what is searched holds what was sent').toBeGreaterThan(4);
  for (const [name, secret] of Object.entries({ ...planted, webhook })) expect(holdersOf(secret), name).toEqual([]);
  expect(holdersOf(/eyJ[\w-]+\.[\w-]+\.[\w-]+/), 'tokens that the identity service issued').toEqual([]);
  for (const [name, identity] of Object.entries({ ecid, email, fpid })) expect(holdersOf(identity), name).toEqual([]);
});

function bodyOf({ body }: { body?: string | undefined }): string {
  return Buffer.from(body ?? '', 'base64').toString();
}

function unzipped(archive: Buffer): string {
  const entries = Object.entries(unzipSync(archive));
  return entries
    .map(([name, entry]) => {
      const content = Buffer.from(entry);
      return name.endsWith('.zip') ? unzipped(content) : content.toString('latin1');
    })
    .join('\n');
}
