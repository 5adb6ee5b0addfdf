/** The workflows of `.github/workflows`: what they may hold, and that the nightly one runs as it stands. */

import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { settingNames, settings, type Setting } from '../../src/config/settings.js';
import { startEmulate } from '../support/emulateProcess.js';
import { planted } from '../support/planted.js';
import { filesBelow } from '../support/runInline.js';
import { json, scriptedServer } from '../support/scriptedServer.js';
import { readWorkflow, runWorkflow, type Machine, type Step } from '../support/workflow.js';

const folder = '.github/workflows';
const files = readdirSync(folder);
/** They fetch what a project here has already. */
const fetching = ['npm ci', 'npx playwright install --with-deps chromium'];

for (const file of files) {
  const text = readFileSync(join(folder, file), 'utf8');
  const workflow = readWorkflow(join(folder, file));
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test(`${file} uses GitHub's own actions by their major version, names no host and may only read`, () => {
    const actions = steps.flatMap(({ uses }) => uses ?? []);
    expect(actions.length).toBeGreaterThan(1);
    expect(actions.filter((uses) => !/^actions\/[a-z/-]+@v\d+$/.test(uses))).toEqual([]);
    expect(text).not.toMatch(/:\/\/|\.(com|net|io|org|dev)\b/);
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  test(`${file} gives secrets to the environment of the one step that needs them, and to no command line`, () => {
    const withSecrets = (part: (step: Step) => unknown) =>
      steps.filter((step) => JSON.stringify(part(step) ?? '').includes('secrets.')).map(({ name }) => name);
    expect(withSecrets(({ run }) => run)).toEqual([]);
    expect(withSecrets(({ with: inputs }) => inputs)).toEqual([]);
    expect(withSecrets(({ env }) => env)).toEqual(
      file === 'nightly.yml' ? ['Run the specs of this shard', 'Merge the shards'] : [],
    );
    expect(text.split('jobs:')[0]).not.toContain('secrets.');
  });

  test(`${file} sets only variables that are read`, () => {
    const known = settingNames.flatMap((name) => (settings[name] as Setting).variable ?? []);
    const set = steps.flatMap(({ env }) => Object.keys(env ?? {}));
    expect(set.filter((name) => ![...known, 'DATASTREAM_ON_SUMMARY'].includes(name))).toEqual([]);
  });
}

test('ci.yml runs every check on pushes and pull requests', () => {
  const { on, jobs } = readWorkflow(join(folder, 'ci.yml'));
  expect(Object.keys(on)).toEqual(['push', 'pull_request']);
  expect(Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))).toEqual([
    'npm ci',
    'npm test',
  ]);
});

const orgId = 'DA7A57EA0000000000E0E0E0@AdobeOrg';
const datastreamId = 'da7a57ea-0000-4000-8000-00000000bbbb';
const webhookPath = '/planted/webhook-c41d';

const repository = {
  'package.json': JSON.stringify({ type: 'module', scripts: { specs: 'playwright test' } }),
  'playwright.config.ts': `export default { testDir: 'specs', workers: 1, use: { trace: 'on' } };`,
  ...Object.fromEntries(
    ['home', 'product', 'cart', 'checkout', 'account'].map((name) => [
      `specs/${name}.spec.ts`,
      `import { test, expect } from 'playwright-datastream';
      test('${name} is accepted', async ({ edge }) => {
        const response = await edge.interact({ xdm: { eventType: 'web.webpagedetails.pageViews' } });
        expect(response).toBeAccepted();
        ${name === 'cart' ? `if (process.env.NIGHT === 'second') expect(response).toHaveHandle('activation:pull');` : ''}
      });`,
    ]),
  ),
};

const datastreams = {
  datastreams: [{ id: datastreamId, name: 'nightly', orgId }],
  credentials: [{ clientId: planted.clientId, clientSecret: planted.clientSecret }],
};

const nightlySteps = [
  ...[1, 2, 3, 4].map((shard) => `npm run specs -- --shard=${shard}/4 --reporter=blob`),
  'npm run build --if-present',
  'npx playwright merge-reports --reporter=html,playwright-datastream/reporter all-blob-reports',
  'cat datastream-report/summary.md >> "$GITHUB_STEP_SUMMARY"',
  'npx datastream report --check',
];

test('two nights of nightly.yml, a green one and a red one, from the shards to whose fault it is', async ({}, testInfo) => {
  // Twenty processes.
  test.setTimeout(10 * 60_000);
  await using webhook = await scriptedServer(json(200, {}));
  const definitions = testInfo.outputPath('datastreams.json');
  writeFileSync(definitions, JSON.stringify(datastreams));
  await using adobe = await startEmulate(['--datastreams', definitions]);
  const { url } = adobe;
  const machine: Machine = {
    repository: writeRepository(testInfo.outputPath('repository')),
    folder: testInfo.outputPath('machine'),
    vars: { EDGE_DATASTREAM_ID: datastreamId, EDGE_ORG_ID: orgId, EDGE_ALLOWED_DATASTREAMS: datastreamId },
    secrets: {
      EDGE_CLIENT_ID: planted.clientId,
      EDGE_CLIENT_SECRET: planted.clientSecret,
      DATASTREAM_ON_SUMMARY: `${webhook.url}${webhookPath}`,
    },
    environment: { EDGE_SERVER_URL: url, EDGE_IMS_URL: url, EDGE_DOMAIN: url },
    leaveOut: fetching,
  };
  const nightly = readWorkflow(join(folder, 'nightly.yml'));

  const first = await runWorkflow(nightly, machine, '1001');
  expect(first.steps.map(({ run }) => run)).toEqual(nightlySteps);
  expect(first.steps.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
  expect(first.summary).toMatch(/^## Datastream report: passed\n\nAll 5 tests passed\.\n/);
  expect(first.summary).toContain(', against Adobe\n');
  expect(first.steps.at(-1)?.output).toMatch(/^All 5 tests passed\.\n/);

  const second = await runWorkflow(
    nightly,
    { ...machine, environment: { ...machine.environment, NIGHT: 'second' } },
    '1002',
  );
  expect(second.steps.map(({ run }) => run)).toEqual(nightlySteps);
  expect(second.steps.slice(0, 4).filter(({ exitCode }) => exitCode === 1)).toHaveLength(1);
  expect(second.steps.slice(4).map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 1]);
  expect(second.summary).toMatch(/^## Datastream report: failed\n\n4 of 5 tests passed; 1 failed: /);
  expect(second.summary, 'the history of the first night was there').toContain('### New since the last run\n');
  expect(second.steps.at(-1)?.output).toContain('Failed tests by fault: data 1\n');

  expect(webhook.requests.map(({ path, body }) => [path, (JSON.parse(body) as { outcome: string }).outcome])).toEqual([
    [webhookPath, 'passed'],
    [webhookPath, 'failed'],
  ]);
  for (const { artifacts, steps, summary } of [first, second]) {
    const found = [...textsBelow(artifacts), summary, ...steps.map(({ output }) => output)];
    expect(found.join('\n'), 'what is searched holds what was sent').toContain(datastreamId);
    for (const secret of [planted.clientId, planted.clientSecret, webhookPath, /eyJ[\w-]+\.[\w-]+\.[\w-]+/]) {
      expect(found.filter((text) => text.match(secret) !== null)).toEqual([]);
    }
  }
  expect(readdirSync(join(first.artifacts, 'report')).toSorted()).toEqual(['datastream-report', 'playwright-report']);
});

/** A project with this package installed, whose source is in place of what is built of it. */
function writeRepository(root: string): string {
  const modules = join(root, 'node_modules');
  const written = {
    ...repository,
    'node_modules/playwright-datastream/package.json': JSON.stringify({
      name: 'playwright-datastream',
      type: 'module',
      exports: { '.': './src/index.ts', './reporter': './src/reporter/index.ts' },
    }),
    'node_modules/.bin/datastream': `#!/bin/sh\nexec node --import ${import.meta.resolve('tsx')} ${resolve('src/cli/main.ts')} "$@"\n`,
  };
  for (const [name, content] of Object.entries(written)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  chmodSync(join(modules, '.bin/datastream'), 0o755);
  const playwright = dirname(fileURLToPath(import.meta.resolve('@playwright/test/package.json')));
  mkdirSync(join(modules, '@playwright'));
  symlinkSync(playwright, join(modules, '@playwright/test'));
  symlinkSync(join(playwright, 'cli.js'), join(modules, '.bin/playwright'));
  symlinkSync(resolve('src'), join(modules, 'playwright-datastream/src'));
  return root;
}

/** With archives unpacked, those inside of archives too, and what the HTML report holds as one. */
function textsBelow(root: string): string[] {
  return filesBelow(root).flatMap(({ path, content }) => textsOf(path, content));
}

function textsOf(path: string, content: Uint8Array): string[] {
  if (path.endsWith('.zip')) return Object.entries(unzipSync(content)).flatMap((entry) => textsOf(...entry));
  const text = Buffer.from(content).toString('latin1');
  const [, archive] = /data:application\/zip;base64,([^"'<]+)/.exec(text) ?? [];
  return [text, ...(archive === undefined ? [] : textsOf('data.zip', Buffer.from(archive, 'base64')))];
}
