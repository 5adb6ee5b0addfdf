/** `onSummary`: commands and webhooks that are told what a run was, and those that cannot be. */

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { findOnSummary } from '../../src/config/onSummary.js';
import { Secret } from '../../src/config/secret.js';
import { digestOf } from '../../src/reporter/digest.js';
import { notify } from '../../src/reporter/notify.js';
import { json, scriptedServer } from '../support/scriptedServer.js';
import { smallSummary } from '../support/smallSummary.js';

const paths = { json: '/night/summary.json', markdown: '/night/summary.md' };
const token = 'T0planted/B0planted/webhook-secret';

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function told(target: string, timeoutMs?: number): Promise<string | undefined> {
  return notify(smallSummary(), paths, new Secret(target), timeoutMs);
}

test.describe('a command', () => {
  test('is told the paths and the outcome in its environment, beside what it has anyway', async ({}, testInfo) => {
    const file = testInfo.outputPath('told.txt');
    const variables = '"$DATASTREAM_SUMMARY_JSON $DATASTREAM_SUMMARY_MD $DATASTREAM_OUTCOME ${PATH:+with a path}"';
    expect(await told(`echo ${variables} > '${file}'`)).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe('/night/summary.json /night/summary.md failed with a path\n');
  });

  test('that fails is told by its code and its last words, addresses left out', async () => {
    expect(await told(`echo first >&2; echo "no https://hooks.example/${token} for you" >&2; exit 3`)).toBe(
      'The onSummary command ended with 3: no https://… for you',
    );
    expect(await told('exit 1')).toBe('The onSummary command ended with 1.');
    expect(await told('kill -TERM $$')).toBe('The onSummary command ended with SIGTERM.');
  });

  test('that does not exist, and an address without its scheme, are not quoted', async () => {
    expect(await told(`no-such-command-${token}`)).toBe('The onSummary command was not found (127).');
    expect(await told(`hooks.example/${token}`)).toBe('The onSummary command was not found (127).');
    expect(await told('/')).toBe('The onSummary command is no program that can be run (126).');
  });

  test('that hangs is ended with all that it started', async ({}, testInfo) => {
    const file = testInfo.outputPath('started.txt');
    const problem = await told(`sh -c 'echo $$ > "${file}"; while true; do sleep 1; done' & wait`, 3_000);
    expect(problem).toBe('The onSummary command was ended: it ran for more than 3 seconds.');
    const started = Number(readFileSync(file, 'utf8'));
    expect(started).toBeGreaterThan(1);
    await expect.poll(() => isRunning(started)).toBe(false);
  });

  test('that leaves something running is not waited for longer than it lasts', async () => {
    const begin = performance.now();
    expect(await told('sleep 8 & echo done >&2; exit 4')).toBe('The onSummary command ended with 4: done');
    expect(performance.now() - begin).toBeLessThan(6_000);
  });
});

test.describe('a webhook', () => {
  test('is posted the digest', async () => {
    await using server = await scriptedServer(json(200, { ok: true }));
    expect(await told(`${server.url}/${token}?key=planted`)).toBeUndefined();
    const [request] = server.requests;
    expect(server.requests).toHaveLength(1);
    expect(request).toMatchObject({ method: 'POST', path: `/${token}?key=planted` });
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual(digestOf(smallSummary()));
  });

  test('is told in few words, however much there is', async () => {
    await using server = await scriptedServer(json(204, ''));
    const [change] = smallSummary().drift!.changes;
    const [failure] = smallSummary().failures;
    const long = 'x'.repeat(10_000);
    const many = smallSummary({
      failures: Array.from({ length: 500 }, () => ({ ...failure!, cause: long })),
      drift: { ...smallSummary().drift!, changes: Array.from({ length: 500 }, () => ({ ...change!, sentence: long })) },
    });
    expect(await notify(many, paths, new Secret(server.url))).toBeUndefined();
    const body = server.requests[0]?.body ?? '';
    expect(body.length).toBeLessThan(30_000);
    expect(JSON.parse(body)).toMatchObject({ omitted: { changes: 480, failures: 480 } });
  });

  test('that refuses, redirects or does not answer is told by its host alone', async () => {
    await using server = await scriptedServer(
      json(500, {}),
      (response) => response.writeHead(307, { location: '/elsewhere' }).end(),
      () => {},
    );
    const { host } = new URL(server.url);
    const address = `${server.url}/${token}`;
    expect(await told(address)).toBe(`The webhook at ${host} answered 500.`);
    expect(await told(address)).toBe(`The webhook at ${host} answered 307.`);
    expect(await told(address, 500)).toBe(`The webhook at ${host} did not answer: nothing within 0.5 seconds.`);
    expect(server.requests.map(({ path }) => path)).toEqual([`/${token}`, `/${token}`, `/${token}`]);
  });

  test('that answers with a body without end is not listened to', async () => {
    await using server = await scriptedServer((response) => response.writeHead(200).write('{'));
    expect(await told(server.url)).toBeUndefined();
  });

  test('that is not there, and one of another scheme, are told by host and reason', async () => {
    const server = await scriptedServer();
    const { host } = new URL(server.url);
    await server[Symbol.asyncDispose]();
    expect(await told(`http://${host}/${token}`)).toBe(`The webhook at ${host} did not answer: ECONNREFUSED.`);
    expect(await told(`http://hooks.example/${token}`)).toBe(
      'The webhook at hooks.example is not told: onSummary must be https (http for loopback names only).',
    );
    expect(await told(`https://me:${token.replaceAll('/', '')}@hooks.example/`)).toBe(
      'The webhook at hooks.example is not told: onSummary may hold no user name or password.',
    );
    expect(await told(`https://[${token}`)).toBe('onSummary is no URL that can be read.');
  });

  test('that speaks no TLS is told by the reason', async () => {
    await using server = await scriptedServer(json(200, {}));
    const { host } = new URL(server.url);
    expect(await told(`https://${host}/${token}`)).toMatch(
      new RegExp(`^The webhook at ${host} did not answer: [A-Z_]+\\.$`),
    );
  });
});

test.describe('who is told', () => {
  const folder = '/no/such/folder';

  test('is the option, else the variable, else nobody', () => {
    const variables = { DATASTREAM_ON_SUMMARY: ' from the environment ' };
    expect(findOnSummary(' from the option ', folder, variables)?.reveal()).toBe('from the option');
    expect(findOnSummary(undefined, folder, variables)?.reveal()).toBe('from the environment');
    expect(findOnSummary(' ', folder, variables)?.reveal()).toBe('from the environment');
    expect(findOnSummary(undefined, folder, {})).toBeUndefined();
    expect(findOnSummary(undefined, folder, { DATASTREAM_ON_SUMMARY: ' ' })).toBeUndefined();
  });

  test('is a secret, however it is printed', () => {
    const target = findOnSummary(`https://hooks.example/${token}`, folder, {});
    expect(`${String(target)} ${JSON.stringify({ target })}`).toBe('*** {"target":"***"}');
  });
});
