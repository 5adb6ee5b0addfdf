/** What a test hears of a route whose handler went wrong. */

import { expect, test } from '@playwright/test';
import { runInline } from '../support/runInline.js';

test('the error of a handler fails the test, and points at the route', async () => {
  const run = await runInline({
    'routes.spec.ts': `
      import { test, expect } from 'playwright-datastream';
      test('throws', async ({ edge, edgeEmulator }) => {
        edgeEmulator.route('interact', () => {
          throw new TypeError('no such offer');
        });
        expect(await edge.interact({ xdm: {} })).toHaveProblem('EXEG-0001-500');
      });
      test('forgets to decide', async ({ edge, edgeEmulator }) => {
        edgeEmulator.route('interact', () => {});
        await edge.interact({ xdm: {} });
        edgeEmulator.reset();
      });
      test('is never asked', async ({ edge, edgeEmulator }) => {
        edgeEmulator.route('collect', () => {
          throw new Error('never');
        });
        expect(await edge.interact({ xdm: {} })).toBeAccepted();
      });`,
  });
  /** Without the lines of the spec that Playwright shows below. */
  const messageOf = (title: string) => run.errorOf(title).split('\n\n')[0];
  expect(messageOf('throws'), run.output).toBe(
    "EdgeUsageError: The handler of the route for 'interact' threw: no such offer.\n[EDGE_ROUTE_FAILED]",
  );
  const [error] = run.resultOf('throws').errors;
  expect(error?.location).toMatchObject({ line: 4 });
  expect(run.output).toContain('[cause]: TypeError: no such offer');
  expect(messageOf('forgets to decide')).toBe(
    [
      "EdgeUsageError: The handler of the route for 'interact' decided nothing.",
      'Let it call fulfill(), fallback() or abort(), and await what it does before that.',
      '[EDGE_ROUTE_FAILED]',
    ].join('\n'),
  );
  expect(run.outcomeOf('is never asked')).toBe('expected');
});
