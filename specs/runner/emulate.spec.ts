/** `datastream emulate`, called as people and scripts call it. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { endsWithWorker, startEmulate } from '../support/emulateProcess.js';

const seedRequest = {
  event: {
    xdm: { eventType: 'web.webpagedetails.pageViews', timestamp: '2026-01-15T09:30:00.000Z' },
    data: { prop1: 'custom value' },
  },
};

test('it announces itself in one line, and issues the token that its server host accepts', async () => {
  await using emulate = await startEmulate([]);
  expect(emulate.announced).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    datastreamId: 'da7a57ea-0000-4000-8000-000000000001',
    orgId: 'DA7A57EA0000000000E0E0E0@AdobeOrg',
    clientId: 'emulator',
    clientSecret: 'emulator',
  });
  const { url, datastreamId, orgId, clientId, clientSecret } = emulate.announced;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope: 'openid' };
  const issued = await fetch(`${url}/ims/token/v3`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: token } = (await issued.json()) as { access_token: string };

  const interact = `${url}/ee/v2/interact?dataStreamId=${datastreamId}&requestId=708e4f90-5bff-41c5-8f4b-6c15bab76b11`;
  const request = { method: 'POST', body: JSON.stringify(seedRequest) };
  const headers = { 'x-api-key': clientId, 'x-gw-ims-org-id': orgId, 'content-type': 'application/json' };
  const answer = await fetch(interact, { ...request, headers: { ...headers, authorization: `Bearer ${token}` } });
  const refused = await fetch(interact, { ...request, headers });

  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json;charset=utf-8');
  expect(await answer.json()).toEqual({
    requestId: expect.stringMatching(/^708e4f90-5bff-41c5-8f4b-6c15bab76b11-[0-9a-f]{16}$/),
    handle: expect.any(Array),
  });
  expect(refused.status).toBe(401);
  expect(await refused.json()).toMatchObject({ type: 'https://ns.adobe.com/aep/errors/EXEG-0500-401' });
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} ends it with exit 0, and its port is closed`, async () => {
    await using emulate = await startEmulate([]);
    expect(await emulate.interrupt(signal)).toBe(0);
    await expect(fetch(emulate.url)).rejects.toThrow('fetch failed');
  });

  test(`${signal} reaches it through npm`, async () => {
    const npm = spawn('npm', ['run', '-s', 'datastream', '--', 'emulate', '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    endsWithWorker(npm);
    const [line] = (await once(npm.stdout, 'data')) as [Buffer];
    const { url } = JSON.parse(line.toString()) as { url: string };
    npm.kill(signal);
    expect(await once(npm, 'exit')).toEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
}

test('a request that is being answered when it is interrupted does not hold it up', async () => {
  await using emulate = await startEmulate([]);
  const keptAlive = await fetch(`${emulate.url}/__emulator/health`);
  expect(keptAlive.status).toBe(200);
  expect(await emulate.interrupt()).toBe(0);
});

test('what a spec started and did not stop ends with its worker', async () => {
  const helper = JSON.stringify(new URL('../support/emulateProcess.ts', import.meta.url).href);
  const script = `import(${helper}).then(async ({ startEmulate }) => {
    console.log((await startEmulate([])).url);
    process.exit(1);
  });`;
  const worker = spawn(process.execPath, ['--import', 'tsx', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = await Promise.all([text(worker.stdout), once(worker, 'exit')]);
  expect(url).toMatch(/^http:/);
  const reach = () =>
    fetch(url.trim()).then(
      ({ status }) => status,
      ({ message }: Error) => message,
    );
  await expect.poll(reach).toBe('fetch failed');
});

test('a port in use is said in one line', async () => {
  await using emulate = await startEmulate([]);
  const { port } = new URL(emulate.url);
  expect(await datastream('emulate', '--port', port)).toEqual({
    exitCode: 2,
    output: `datastream: Port ${port} of 127.0.0.1 is in use. Take another, or 0 for a free one.\n`,
  });
});

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  for (const option of ['--version', '-v']) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', option], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect({ output, exitCode: child.exitCode }).toEqual({ output: `${version}\n`, exitCode: 0 });
  }
});

const misuses: readonly [args: string[], output: string][] = [
  [[], 'No command was given. Commands: emulate, report, schema, types, validate, verify. Try --help.'],
  [['emulat'], "There is no command 'emulat'. Commands: emulate, report, schema, types, validate, verify. Try --help."],
  [['emulate', '--port', 'http'], "--port must be a whole number from 0 to 65535, not 'http'."],
  [['emulate', '--port', '65536'], "--port must be a whole number from 0 to 65535, not '65536'."],
  [['emulate', '--prot', '0'], "Unknown option '--prot'"],
  [['emulate', 'fixtures/datastreams.json'], "Unexpected argument 'fixtures/datastreams.json'"],
];

for (const [args, output] of misuses) {
  test(`misuse exits with 2: datastream ${args.join(' ')}`, async () => {
    expect(await datastream(...args)).toEqual({
      exitCode: 2,
      output: expect.stringContaining(`datastream: ${output}`),
    });
  });
}

test('a datastream file that is not there is a configuration problem, without a stack', async () => {
  const { exitCode, output } = await datastream('emulate', '--datastreams', 'fixtures/missing.json');
  expect(exitCode).toBe(2);
  expect(output).toContain('fixtures/missing.json');
  expect(output).not.toContain('    at ');
});

async function datastream(...args: string[]): Promise<{ exitCode: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [output] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { exitCode: child.exitCode, output };
}
