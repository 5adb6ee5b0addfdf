/** Live mode without Adobe: the emulator in another process stands for all three of Adobe's hosts. */

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { startEmulate } from '../support/emulateProcess.js';
import { runInline, runRepository } from '../support/runInline.js';

const pageView = `{ xdm: { eventType: 'web.webpagedetails.pageViews' } }`;

test('the regression specs run unchanged with EDGE_TARGET=live', async () => {
  test.slow();
  const { datastreams } = JSON.parse(readFileSync('fixtures/datastreams.json', 'utf8')) as {
    datastreams: { id: string }[];
  };
  await using adobe = await startEmulate();
  const allowed = [...datastreams.map(({ id }) => id), '00000000-0000-4000-8000-000000000000'].join(',');
  const run = await runRepository(['--project=datastream'], {
    ...adobe.environment,
    EDGE_ALLOWED_DATASTREAMS: allowed,
  });

  expect(run.exitCode, run.output).toBe(0);
  expect(run.output).toContain(`Edge target: live, datastream ${adobe.datastreamId} at ${adobe.url}`);
  expect(run.report.stats).toMatchObject({ unexpected: 0, flaky: 0 });
  const skipped = run.tests.filter(({ status }) => status === 'skipped');
  expect(skipped.map(({ title, reason }) => `${title}: ${reason}`)).toEqual([
    'an expired token is refused, and said to be expired: Adobe issues no token that has expired already',
  ]);
  expect(await adobe.tokenRequests(), 'one token serves the whole run').toBe(1);
});

test('with nothing but its own datastream allowed, the others are skipped with the reason', async () => {
  await using adobe = await startEmulate();
  const run = await runRepository(['--project=datastream', 'disabled', 'requestId'], adobe.environment);

  expect(run.exitCode, run.output).toBe(0);
  const reasons = run.tests.flatMap(({ reason }) => reason ?? []);
  expect(new Set(reasons)).toEqual(
    new Set(['needs the datastream "disabled" (da7a57ea-0000-4000-8000-000000000003) in EDGE_ALLOWED_DATASTREAMS']),
  );
});

test('a live run says in terminal and report what it talks to, and has no emulator', async () => {
  await using adobe = await startEmulate();
  const run = await runInline(
    {
      'live.spec.ts': `
        import { test, expect } from 'playwright-datastream';
        test('sends', async ({ edge }) => {
          expect(await edge.interact(${pageView})).toBeAccepted();
        });
        test('asks for the emulator', async ({ edgeEmulator }) => {
          edgeEmulator.calls();
        });
      `,
    },
    { environment: adobe.environment },
  );

  expect(run.annotationsOf('sends')).toEqual([
    expect.objectContaining({
      type: 'edge target',
      description: `live, datastream ${adobe.datastreamId} at ${adobe.url}`,
    }),
  ]);
  expect(run.outcomeOf('sends')).toBe('expected');
  expect(run.errorOf('asks for the emulator')).toBe(
    [
      'EdgeUsageError: The fixture edgeEmulator needs the target "emulator"; this run is live.',
      "Skip the test there: test.skip(({ edgeConfig }) => edgeConfig.target === 'live', 'needs the emulator').",
      '[EDGE_NO_EMULATOR]',
    ].join('\n'),
  );
});

test('eight workers that start at once, and those that replace them after failures, ask for one token', async () => {
  test.slow();
  await using adobe = await startEmulate();
  const tests = Array.from(
    { length: 8 },
    (_, index) => `
      test('sends ${index}', async ({ edge }) => {
        expect(await edge.interact(${pageView})).toBeAccepted();
      });
      test('fails ${index}', async ({ edge }) => {
        expect(await edge.interact(${pageView})).toHaveStatus(418);
      });
      test('sends again ${index}', async ({ edge }) => {
        expect(await edge.interact(${pageView})).toBeAccepted();
      });`,
  );
  const run = await runInline(
    { 'many.spec.ts': `import { test, expect } from 'playwright-datastream';${tests.join('')}` },
    { args: ['--workers=8'], environment: adobe.environment },
  );

  expect(run.report.stats).toMatchObject({ expected: 16, unexpected: 8 });
  const workers = run.tests.map(({ workerIndex }) => workerIndex);
  expect(new Set(workers).size, 'a failing test ends its worker').toBeGreaterThan(8);
  expect(await adobe.tokenRequests()).toBe(1);
});
