/** Baselines as Playwright keeps its snapshots: where, when they are written, and what a run says of it. */

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runInline, stripColours, withoutSource, type InlineOptions, type InlineRun } from '../support/runInline.js';

/** What the inline specs compare comes from outside, as the answer of a night does. */
const files = {
  'playwright.config.ts': `
    import { defineConfig } from '@playwright/test';
    export default defineConfig({ testDir: '.', workers: 1, retries: 1, reporter: [['json']] });
  `,
  'home.spec.ts': `
    import { test, expect } from 'playwright-datastream';
    const values = JSON.parse(process.env.VALUES!);
    test('named', () => expect(values.named).toMatchBaseline('hero'));
    test('unnamed: two!', () => {
      expect(values.first).toMatchBaseline();
      expect.soft(values.second).toMatchBaseline();
      test.info().annotations.push({ type: 'went on' });
    });
  `,
};

const before = { named: { id: 'a', scope: 'hero', coupon: 'x' }, first: [1], second: 'text' };

test('a missing baseline is written beside the spec and fails its test, once', async () => {
  test.slow();
  const first = await night(before);
  expect(first.exitCode, first.output).toBe(1);
  expect(errorsOf(first, 'named')).toEqual([
    "Error: A baseline doesn't exist at home.spec.ts-snapshots/hero.json, writing actual.",
  ]);
  expect(errorsOf(first, 'unnamed: two!'), 'the test goes on, and is not run again').toEqual([
    "Error: A baseline doesn't exist at home.spec.ts-snapshots/unnamed-two-1.json, writing actual.",
    "Error: A baseline doesn't exist at home.spec.ts-snapshots/unnamed-two-2.json, writing actual.",
  ]);
  expect(first.annotationsOf('unnamed: two!')).toMatchObject([
    { type: 'edge baseline', description: 'home.spec.ts-snapshots/unnamed-two-1.json: written' },
    { type: 'edge baseline', description: 'home.spec.ts-snapshots/unnamed-two-2.json: written' },
    { type: 'went on' },
  ]);
  expect(readdirSync(join(first.folder, 'home.spec.ts-snapshots'))).toEqual([
    'hero.json',
    'unnamed-two-1.json',
    'unnamed-two-2.json',
  ]);
  expect(baselineOf(first, 'hero.json')).toBe(`{
  "playwright-datastream": "baseline",
  "version": 1,
  "of": "value",
  "root": "object",
  "fields": {
    "coupon": "string",
    "id": "string",
    "scope": "string (hero)"
  }
}
`);

  const second = await night(before);
  expect(second.exitCode, second.output).toBe(0);
  expect(second.annotationsOf('named')).toEqual([]);
});

test('what is new passes and is listed, what broke fails', async () => {
  test.slow();
  await night(before);
  const run = await night({ ...before, named: { ...before.named, scope: 'footer', price: 9.5 }, second: 7 });
  expect(run.outcomeOf('named'), run.output).toBe('expected');
  expect(run.annotationsOf('named')).toMatchObject([
    {
      type: 'edge baseline',
      description: 'home.spec.ts-snapshots/hero.json: price: number; scope: footer beside hero',
    },
  ]);
  expect(run.outcomeOf('unnamed: two!')).toBe('unexpected');
  expect(errorsOf(run, 'unnamed: two!')[0]).toContain('Differs at: the value itself');
});

test('--update-snapshots extends, renews, writes what is missing, or writes nothing', async () => {
  test.slow();
  const none = await night(before, { args: ['--update-snapshots=none'] });
  expect(none.exitCode).toBe(1);
  expect(existsSync(join(none.folder, 'home.spec.ts-snapshots'))).toBe(false);

  const missing = await night(before, { args: ['--update-snapshots=missing'] });
  expect(missing.exitCode, missing.output).toBe(0);

  const other = { ...before, named: { id: 7, scope: 'footer' } };
  const changed = await night(other, { args: ['--update-snapshots=changed'] });
  expect(changed.exitCode, changed.output).toBe(0);
  expect(fieldsOf(changed, 'hero.json')).toEqual({
    coupon: 'optional string',
    id: 'number | string',
    scope: 'string (footer, hero)',
  });
  expect(changed.annotationsOf('named')).toMatchObject([
    { type: 'edge baseline', description: 'home.spec.ts-snapshots/hero.json: extended' },
  ]);

  const all = await night(other, { args: ['--update-snapshots=all'] });
  expect(all.exitCode, all.output).toBe(0);
  expect(fieldsOf(all, 'hero.json')).toEqual({ id: 'number', scope: 'string (footer)' });
  expect(all.annotationsOf('named')).toMatchObject([
    { type: 'edge baseline', description: 'home.spec.ts-snapshots/hero.json: written anew' },
  ]);
  expect(all.annotationsOf('unnamed: two!'), 'nothing to write').toMatchObject([{ type: 'went on' }]);

  const ignored = await night({ named: [], first: {}, second: null }, { args: ['--ignore-snapshots'] });
  expect(ignored.exitCode, ignored.output).toBe(0);
});

test('projects have a baseline each, or share one where the template leaves out their name', async () => {
  test.slow();
  const projects = (template: string) => ({
    'playwright.config.ts': `
      import { defineConfig } from '@playwright/test';
      export default defineConfig({
        testDir: '.', workers: 1, reporter: [['json']], updateSnapshots: 'missing', ${template}
        projects: [{ name: 'emulator' }, { name: 'live' }],
      });
    `,
  });
  const apart = await night(before, {}, projects(''));
  expect(apart.exitCode, apart.output).toBe(0);
  expect(readdirSync(join(apart.folder, 'home.spec.ts-snapshots'))).toContain('hero-emulator.json');
  expect(readdirSync(join(apart.folder, 'home.spec.ts-snapshots'))).toContain('hero-live.json');

  const shared = await night(before, {}, projects(`snapshotPathTemplate: 'kept/{testFileName}/{arg}{ext}',`));
  expect(shared.exitCode, shared.output).toBe(0);
  expect(readdirSync(join(shared.folder, 'kept', 'home.spec.ts'))).toEqual([
    'hero.json',
    'unnamed-two-1.json',
    'unnamed-two-2.json',
  ]);
});

test('an answer of the emulator keeps its shape from visitor to visitor', async () => {
  test.slow();
  const visits = {
    'visits.spec.ts': `
      import { test, expect } from 'playwright-datastream';
      for (const visitor of ['first', 'second'])
        test(visitor, async ({ edge }) => {
          expect(await edge.interact({ xdm: { eventType: 'web.webpagedetails.pageViews' } })).toMatchBaseline('visit');
        });
    `,
  };
  const run = await runInline(visits);
  expect(run.outcomeOf('first')).toBe('unexpected');
  expect(run.outcomeOf('second'), run.errorOf('second')).toBe('expected');
  const text = readFileSync(join(run.folder, 'visits.spec.ts-snapshots', 'visit.json'), 'utf8');
  expect(text).toContain('"handle.locationHint:result.payload[].scope": "string (AAM, EdgeNetwork, Target)"');
  expect(text).toContain('"status": "number (200)"');
  expect(text, 'no ids').not.toMatch(/\d{6}/);
});

test('outside a test there is no place for a baseline', async () => {
  test.slow();
  const run = await runInline({
    'outside.spec.ts': `
      import { test, expect } from 'playwright-datastream';
      let said = '';
      try {
        expect({}).toMatchBaseline();
      } catch (error) {
        said = error.message;
      }
      test('says so', () => { throw new Error(said); });
    `,
  });
  expect(withoutSource(run.errorOf('says so'))).toBe(
    [
      'Error: toMatchBaseline() was called when no test runs.',
      'Call it in a test or in a hook: its baseline is kept beside the spec, under the title of the test.',
      '[EDGE_NO_TEST]',
    ].join('\n'),
  );
});

function night(values: unknown, options: InlineOptions = {}, more: Record<string, string> = {}): Promise<InlineRun> {
  return runInline({ ...files, ...more }, { ...options, environment: { VALUES: JSON.stringify(values) } });
}

/** The first lines, of each run of the test. */
function errorsOf(run: InlineRun, title: string): string[] {
  return run.report.suites
    .flatMap(({ specs }) => specs)
    .filter((spec) => spec.title === title)
    .flatMap(({ tests }) => tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors)))
    .map(({ message }) => withoutSource(stripColours(message)).split(/\n+ {3,}at /)[0] ?? '');
}

function baselineOf({ folder }: InlineRun, name: string): string {
  return readFileSync(join(folder, 'home.spec.ts-snapshots', name), 'utf8');
}

function fieldsOf(run: InlineRun, name: string): unknown {
  return (JSON.parse(baselineOf(run, name)) as { fields: unknown }).fields;
}
