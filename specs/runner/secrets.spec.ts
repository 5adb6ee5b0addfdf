/** No token, API key or client secret in anything that a run leaves behind. */

import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { startEmulate } from '../support/emulateProcess.js';
import { planted } from '../support/planted.js';
import { filesBelow, runInline, type InlineRun } from '../support/runInline.js';
import { json, scriptedServer } from '../support/scriptedServer.js';

const datastreamId = 'da7a57ea-0000-4000-8000-00000000aaaa';

const definitions = {
  datastreams: [{ id: datastreamId, name: 'secret', orgId: 'DA7A57EA0000000000E0E0E0@AdobeOrg' }],
  credentials: [{ clientId: planted.clientId, clientSecret: planted.clientSecret }],
};

const project = {
  'playwright.config.ts': `export default {
    testDir: '.',
    reporter: [['list'], ['json'], ['html', { outputFolder: 'playwright-report' }]],
    use: { trace: 'on' },
  };`,
  // The token comes from the environment, because report and trace quote the source.
  'failing.spec.ts': `
    import { test, expect } from 'playwright-datastream';
    const event = { xdm: { eventType: 'web.webpagedetails.pageViews' } };

    test('fails on an answer', async ({ edge }) => {
      expect(await edge.interact(event)).toHaveStatus(418);
    });
    test('fails on a refused token', async ({ edge }) => {
      const headers = { authorization: 'Bearer ' + process.env.PLANTED_TOKEN };
      expect(await edge.interact(event, { headers })).toBeAccepted();
    });
    test('fails without an answer', async ({ edge }) => {
      await edge.post('/ee/v2/interact', { event }, { timeout: 0.001 });
    });
    test('prints all it has', async ({ edge, edgeConfig, edgeTraffic }, testInfo) => {
      const response = await edge.interact(event);
      console.log(edgeConfig, JSON.stringify(edgeConfig), String(edgeConfig.credentials.clientSecret), edge, response);
      console.log(JSON.stringify(response.request), edgeTraffic.calls(), edgeTraffic.toNdjson());
      await testInfo.attach('config', { body: JSON.stringify(edgeConfig) });
      expect(edgeConfig).toEqual({});
    });
  `,
};

test('with trace on and failing tests, no credential is in terminal, results, report or trace', async () => {
  test.slow();
  const file = test.info().outputPath('datastreams.json');
  writeFileSync(file, JSON.stringify(definitions));
  await using adobe = await startEmulate(['--datastreams', file]);
  const credentials = { EDGE_CLIENT_ID: planted.clientId, EDGE_CLIENT_SECRET: planted.clientSecret };
  const run = await runInline(project, {
    environment: { ...adobe.environment, ...credentials, PLANTED_TOKEN: planted.accessToken },
  });
  expect(run.report.stats).toMatchObject({ unexpected: 4, expected: 0 });

  const artefacts = artefactsOf(run);
  const holdersOf = (text: string | RegExp) =>
    [...artefacts].filter(([, content]) => content.match(text) !== null).map(([name]) => name);
  expect(holdersOf(datastreamId).length, 'what is searched holds what was sent').toBeGreaterThan(4);
  for (const [name, secret] of Object.entries(planted)) expect(holdersOf(secret), name).toEqual([]);
  expect(holdersOf(/eyJ[\w-]+\.[\w-]+\.[\w-]+/), 'tokens that the identity service issued').toEqual([]);
});

test('what a server echoes of request and form shows no credential either', async () => {
  test.slow();
  // As a password manager makes them: JSON, a URL and a form spell it differently.
  const clientSecret = `${planted.clientSecret} "planted-rest\\" 100%+`;
  const issued = 'planted-issued-token-91c4b7';
  let tokenRequests = 0;
  await using server = await scriptedServer((response, { path, headers, body }) => {
    const form = Object.fromEntries(new URLSearchParams(body));
    if (!path.startsWith('/ims/')) {
      const page = `<h1>Bad gateway</h1><pre>${JSON.stringify(headers)}</pre>`;
      response.writeHead(502, { 'content-type': 'text/html', 'x-request': headers.authorization ?? '' }).end(page);
    } else if (++tokenRequests === 1) {
      json(400, { error: JSON.stringify(form), error_description: body })(response, {
        path,
        headers,
        body,
        method: '',
      });
    } else {
      json(200, { access_token: issued, expires_in: 3600 })(response, { path, headers, body, method: '' });
    }
  });
  const run = await runInline(
    {
      ...project,
      'failing.spec.ts': `
        import { test, expect } from 'playwright-datastream';
        const event = { xdm: { eventType: 'web.webpagedetails.pageViews' } };

        test('gets no token', async ({ edge }) => {
          await edge.interact(event);
        });
        for (const matcher of ['toBeAccepted', 'toHaveRequestId']) {
          test('fails ' + matcher, async ({ edge, edgeTraffic }) => {
            const response = await edge.interact(event, { retry: false });
            console.log(response, edgeTraffic.calls());
            expect(response)[matcher]();
          });
        }
        test('prints all it has', async ({ edge }) => {
          const headers = { authorization: 'Bearer ' + process.env.PLANTED_TOKEN };
          expect(await edge.interact(event, { headers, retry: false })).toEqual({});
        });
      `,
    },
    {
      environment: {
        EDGE_TARGET: 'live',
        EDGE_SERVER_URL: server.url,
        EDGE_IMS_URL: server.url,
        EDGE_DATASTREAM_ID: datastreamId,
        EDGE_ALLOWED_DATASTREAMS: datastreamId,
        EDGE_ORG_ID: 'DA7A57EA0000000000E0E0E0@AdobeOrg',
        EDGE_CLIENT_ID: planted.clientId,
        EDGE_CLIENT_SECRET: clientSecret,
        PLANTED_TOKEN: planted.accessToken,
      },
    },
  );
  expect(run.report.stats).toMatchObject({ unexpected: 4, expected: 0 });
  expect(run.errorOf('gets no token')).toContain(
    '400 ({"grant_type":"client_credentials","client_id":"***","client_secret":"***"',
  );
  expect(run.errorOf('fails toBeAccepted')).toContain('"authorization":"Bearer ***"');

  const artefacts = artefactsOf(run);
  for (const secret of [planted.clientId, planted.clientSecret, planted.accessToken, issued, 'planted-rest']) {
    const holders = [...artefacts].filter(([, content]) => content.includes(secret)).map(([name]) => name);
    expect(holders, secret).toEqual([]);
  }
});

/** Everything a run printed and wrote, by name, with archives unpacked. */
function artefactsOf(run: InlineRun): Map<string, string> {
  const files = filesBelow(run.folder).map(({ path, content }): [string, string] => [
    path,
    path.endsWith('.zip') ? unzipped(content) : content.toString('latin1'),
  ]);
  const paths = files.map(([path]) => path);
  expect(
    paths.filter((path) => path.endsWith('/trace.zip')),
    'every test has a trace',
  ).toHaveLength(4);
  const report = files.find(([path]) => path.endsWith('playwright-report/index.html'));
  return new Map([
    ...files,
    ['terminal', run.output],
    ['report.json', JSON.stringify(run.report)],
    ['data of the HTML report', unzipped(dataOf(report?.[1] ?? ''))],
  ]);
}

function unzipped(archive: Buffer): string {
  const entries = Object.values(unzipSync(archive));
  return entries.map((entry) => Buffer.from(entry).toString('latin1')).join('\n');
}

/** The HTML report holds its data as a zip archive in Base64. */
function dataOf(report: string): Buffer {
  const [, archive] = /data:application\/zip;base64,([^"'<]+)/.exec(report) ?? [];
  expect(archive, 'the report holds its data').toBeDefined();
  return Buffer.from(archive!, 'base64');
}
