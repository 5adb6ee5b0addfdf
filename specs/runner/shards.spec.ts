/** A run in shards, merged, says what the same run says as a whole. */

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Summary } from '../../src/reporter/model.js';
import { runInline } from '../support/runInline.js';
import { mergeReports, runInShards } from '../support/shards.js';

const reporter = resolve('src/reporter/index.ts');
const orgId = 'DA7A57EA0000000000E0E0E0@AdobeOrg';
const shop = 'da7a57ea-0000-4000-8000-00000000aaaa';
const app = 'da7a57ea-0000-4000-8000-00000000bbbb';

const datastreams = JSON.stringify({
  datastreams: [
    {
      id: shop,
      name: 'shop',
      orgId,
      services: { audienceManager: { enabled: true, warning: { message: 'late', code: 101 }, activations: [] } },
    },
    { id: app, name: 'app', orgId, identity: { enabled: false } },
  ],
});

const files = {
  'playwright.config.ts': `export default {
    testDir: '.',
    fullyParallel: true,
    workers: 2,
    reporter: [['json'], [${JSON.stringify(reporter)}, { outputFolder: 'whole', historyFolder: 'whole-history' }]],
    use: { edgeDatastreams: 'datastreams.json' },
  };`,
  'merge.config.ts': `export default {
    reporter: [[${JSON.stringify(reporter)}, { outputFolder: 'partial' }]],
  };`,
  'datastreams.json': datastreams,
  'pages.spec.ts': `
    import { test, expect } from 'playwright-datastream';
    const event = { xdm: { eventType: 'web.webpagedetails.pageViews', web: { webPageDetails: { name: 'home' } } } };
    test.describe('a page view', () => {
      test('gets an identity', async ({ edge }) => {
        expect(await edge.interact(event)).toHaveHandle('state:store');
      });
      test('is not lost', async ({ edge }) => {
        expect(await edge.collect(event)).toHaveStatus(202);
      });
      test('gets an offer that nobody made', async ({ edge }) => {
        expect(await edge.interact(event)).toHaveHandle('personalization:decisions');
      });
      test('comes in threes', async ({ edge }) => {
        for (let i = 0; i < 3; i++) await edge.interact(event);
      });
    });`,
  'faults.spec.ts': `
    import { test, expect } from 'playwright-datastream';
    test.describe('on a bad day', () => {
      test.describe.configure({ retries: 1 });
      test('needs a second attempt', async ({ edge, edgeEmulator }, { retry }) => {
        if (retry === 0) edgeEmulator.fault({ endpoint: 'interact', status: 503 });
        expect(await edge.interact({ xdm: {} }, { retry: false })).toHaveStatus(200);
      });
    });
    test('meets a gateway that is down', async ({ edge, edgeEmulator }) => {
      edgeEmulator.fault({ endpoint: 'interact', status: 502 });
      expect(await edge.interact({ xdm: {} }, { retry: false })).toBeAccepted();
    });
    test('loses its answer', async ({ edge, edgeEmulator }) => {
      edgeEmulator.fault({ endpoint: 'interact', connection: 'reset' });
      await edge.interact({ xdm: {} });
    });
    test.skip('is left for tomorrow', async ({ edge }) => {
      await edge.interact({ xdm: {} });
    });`,
  'app.spec.ts': `
    import { test, expect } from 'playwright-datastream';
    const datastreamId = '${app}';
    for (const name of ['first', 'second', 'third']) {
      test('the ' + name + ' screen is told', async ({ edge }) => {
        expect(await edge.interact({ xdm: { eventType: 'app.' + name } }, { datastreamId })).toHaveRequestId();
      });
    }
    test('a test that is wrong itself', async ({ edge }) => {
      const response = await edge.interact({ xdm: {} }, { datastreamId });
      expect(response.handle[0].payload).toEqual([]);
    });`,
};

test('four shards, merged, say what the whole run says, and three of them that something is missing', async () => {
  test.slow();
  const whole = await runInline(files);
  expect(whole.report.stats, whole.output).toMatchObject({ expected: 6, unexpected: 4, flaky: 1, skipped: 1 });
  const { folder } = whole;
  const shards = await runInShards(folder, 4);
  const output = await mergeReports(folder, shards, [`--reporter=${reporter}`]);

  const inOne = summaryIn(folder, 'whole');
  const merged = summaryIn(folder, 'datastream-report');
  expect(inOne.notes).toEqual([]);
  expect(inOne.verdict.sentence).toBe(
    '7 of 11 tests passed (1 only on a second attempt, 1 skipped); 4 failed: the datastream answers wrong (1), the test itself is at fault (1), something on the way failed (2).',
  );
  expect(output.replaceAll('\n', ' ')).toContain(inOne.verdict.sentence);
  expect(withoutTimes(merged)).toEqual(withoutTimes(inOne));
  expect(markdownIn(folder, 'datastream-report')).toBe(markdownIn(folder, 'whole'));

  // The history has the run of all four. The merge is configured by a file this time.
  await mergeReports(folder, shards.slice(1), ['-c', join(folder, 'merge.config.ts')]);
  const partial = summaryIn(folder, 'partial');
  expect(partial.verdict.tests).toEqual({ passed: 3, failed: 4, flaky: 1, skipped: 1 });
  expect(partial.notes).toEqual([
    '3 tests of the last run did not run now, as when a shard is missing: app.spec.ts › the first screen is told; app.spec.ts › the second screen is told; app.spec.ts › the third screen is told.',
  ]);
  expect(partial.drift).toMatchObject({ since: { id: merged.id }, changes: [] });
});

function summaryIn(folder: string, name: string): Summary {
  return JSON.parse(readFileSync(join(folder, name, 'summary.json'), 'utf8')) as Summary;
}

/** All that differs between two runs of the same: when they were, how long things took, and random ids. */
function withoutTimes(summary: Summary): unknown {
  const { id: _id, startedAt: _startedAt, durationMs: _durationMs, ...rest } = summary;
  return {
    ...rest,
    endpoints: rest.endpoints.map(({ latency: { count }, ...endpoint }) => ({ ...endpoint, latency: { count } })),
    failures: rest.failures.map((group) => ({
      ...group,
      failures: group.failures.map((failure) => ({
        ...failure,
        message: withoutParticulars(failure.message),
        requestIds: failure.requestIds.length,
      })),
    })),
    timelines: rest.timelines.map((timeline) => ({
      ...timeline,
      calls: timeline.calls.map(({ startMs: _startMs, totalMs: _totalMs, requestId, ...call }) => ({
        ...call,
        hasRequestId: requestId !== undefined,
      })),
    })),
    trends: rest.trends.map(({ id: _runId, startedAt: _at, p50, ...point }) => ({ ...point, p50: Object.keys(p50) })),
  };
}

function markdownIn(folder: string, name: string): string {
  const text = readFileSync(join(folder, name, 'summary.md'), 'utf8');
  return withoutParticulars(text.replace(/^Run `[^`]+`/m, 'Run …'));
}

/** Request ids, durations, and the port of the emulator. */
function withoutParticulars(text: string): string {
  return text
    .replaceAll(/\b\d+ ms\b/g, '… ms')
    .replaceAll(/127\.0\.0\.1:\d+/g, '…')
    .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}-[\da-f]{16}/g, '…');
}
