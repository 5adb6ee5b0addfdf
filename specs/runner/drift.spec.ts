/** Twenty kinds of change between two nights are named, and nothing else; nights that are alike give no news. */

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import type { RunTest } from '../../src/reporter/collect.js';
import type { HistoryRun } from '../../src/reporter/historyRun.js';
import type { Summary } from '../../src/reporter/model.js';
import { summarize } from '../../src/reporter/summary.js';
import { TEST_RECORD, type CallRecord, type Fact, type TestRecord } from '../../src/traffic/testRecord.js';
import { normal, numbers } from '../support/numbers.js';
import { runInline, type InlineRun } from '../support/runInline.js';

const SEEDS = 20;

const reporter = resolve('src/reporter/index.ts');
const notes = pathToFileURL(resolve('src/traffic/notes.ts')).href;

/** What the datastream answers: `now` is true in the second night. */
const project = {
  'playwright.config.ts': `export default {
    testDir: '.', fullyParallel: true, workers: 1, reporter: [['json'], [${JSON.stringify(reporter)}]],
  };`,
  'night.spec.ts': `
    import { test as base, expect } from 'playwright-datastream';
    import { noteTagLibrary } from ${JSON.stringify(notes)};

    const now = process.env.NIGHT === '2';
    const test = base.extend({
      answers: async ({ edge, edgeEmulator }, use) => {
        await use(async (answer, calls = 1) => {
          edgeEmulator.route('interact', (call) => call.fulfill(answer));
          for (let call = 0; call < calls; call++) await edge.interact({ xdm: { eventType: 'night' } });
        });
      },
    });
    const offer = (scope, activity) => ({
      id: crypto.randomUUID(), scope, scopeDetails: { decisionProvider: 'TGT', activity: { id: activity } }, items: [],
    });

    test('fields', ({ answers }) => answers({
      handles: [{
        type: 'activation:pull',
        payload: [{
          type: 'profile',
          alias: 'shop',
          segments: [{ id: crypto.randomUUID(), namespace: 'ups', ...(now ? {} : { name: 'gone, two levels down' }) }],
          ...(now ? { tier: { level: 'new, with what is in it' } } : { destinationId: 'gone' }),
          attributes: { age: now ? 40 : '40', city: now ? null : 'Bern' },
        }],
      }],
    }));
    test('handles', ({ answers }) => answers({
      handles: [
        { type: 'state:store', payload: [{ key: 'k', value: crypto.randomUUID(), maxAge: 1800 }] },
        now
          ? { type: 'media-analytics:new-session', payload: [{ sessionId: crypto.randomUUID() }] }
          : { type: 'identity:exchange', payload: [{ type: 'url', id: 411, spec: { url: '//x', hideReferrer: true } }] },
      ],
    }, 2));
    test('items', ({ answers }) => answers({
      handles: [{
        type: 'activation:push',
        payload: [
          { type: 'cookie', spec: { name: 'a' } },
          ...(now ? [{ type: 'url', id: 9001, spec: { name: 'b' } }] : []),
        ],
      }],
    }));
    test('warnings', ({ answers }) => answers({ handles: [], warnings: [now ? 'EXEG-0204-200' : 'EXEG-0303-200'] }));
    test('problems', ({ answers }) => answers({
      handles: [], errors: ['EXEG-0202-502', ...(now ? ['EXEG-0201-503'] : [])],
    }));
    test('a refusal', ({ answers }) => answers(now ? { problem: 'EXEG-0003-400' } : { problem: 'EXEG-0102-400' }));
    test('a status', async ({ edge, edgeEmulator }) => {
      edgeEmulator.route('set-consent', (call) => call.fulfill({ handles: [], status: now ? 202 : 200 }));
      await edge.setConsent({ standard: 'Adobe', version: '1.0', value: { general: 'in' } });
    });
    test('offers', ({ answers }) => answers({
      handles: [
        {
          type: 'personalization:decisions',
          payload: [
            offer('__view__', '1'),
            now ? offer('footer', '2') : offer('cart', '3'),
            offer('hero', now ? '5' : '4'),
          ],
        },
        { type: 'locationHint:result', payload: [{ scope: 'EdgeNetwork', hint: now ? 'irl1' : 'or2', ttlSeconds: 1800 }] },
      ],
    }));
    test('a library', async ({ edge }) => {
      noteTagLibrary({
        property: 'Shop', environment: 'production', turbineVersion: '28.1.0',
        buildDate: now ? '2026-11-24T09:00:00Z' : '2026-11-02T09:00:00Z',
      });
      await edge.interact({ xdm: {} });
    });
    // Long enough that a busy machine adds little to it.
    test('how long it takes', async ({ edge, edgeEmulator }) => {
      const latency = (mean) => ({ mean, deviation: 60 });
      edgeEmulator.fault({ endpoint: 'collect', seed: 1, latency: latency(now ? 1040 : 800) });
      edgeEmulator.fault({ endpoint: 'identity-acquire', seed: 2, latency: latency(now ? 800 : 1040) });
      for (let batch = 0; batch < 4; batch++) {
        const six = Array.from({ length: 6 }, () => [edge.collect({ xdm: {} }), edge.acquireIdentity()]);
        await Promise.all(six.flat());
      }
    });`,
};

test('twenty kinds of change between two runs are named, and nothing else', async () => {
  test.slow();
  const first = await runInline(project);
  expect(first.report.stats, first.output).toMatchObject({ unexpected: 0 });
  const { folder } = first;
  expect(summaryIn(folder).drift).toBeUndefined();
  const second = await runInline(project, { environment: { NIGHT: '2' } });

  const { drift } = summaryIn(folder);
  const told = (drift?.changes ?? []).map(({ kind, sentence }) =>
    kind === 'slower' || kind === 'faster' ? sentence.replaceAll(/\d+/g, '…') : sentence,
  );
  expect(told, second.output).toEqual([
    'The location hint for EdgeNetwork is irl1 instead of or2.',
    'Answers have status 202 instead of 200.',
    'The field payload[].attributes.age of activation:pull is number instead of string.',
    'The field payload[].attributes.city of activation:pull is null instead of string.',
    // Of an item of another type than those before.
    'The field payload[].id of activation:push is new (number).',
    'The field payload[].tier of activation:pull is new (object).',
    'The handle media-analytics:new-session is new.',
    'The error EXEG-0201-503 is new.',
    'The fatal problem EXEG-0003-400 is new.',
    'The warning EXEG-0204-200 is new.',
    'The proposition TGT 2 of footer is new.',
    'The proposition TGT 5 of hero is new, instead of TGT 4.',
    'The field payload[].destinationId of activation:pull is gone (string).',
    'The field payload[].segments[].name of activation:pull is gone (string).',
    'The handle identity:exchange no longer comes.',
    'The warning EXEG-0303-200 is gone.',
    'The proposition TGT 3 of cart no longer comes.',
    'Answers are … % slower: a median of … ms instead of … ms.',
    'Answers are … % faster: a median of … ms instead of … ms.',
    'The production library of Shop was built 2026-11-24T09:00:00Z instead of 2026-11-02T09:00:00Z.',
  ]);
});

test('fifty nights that are alike but for noise', async () => {
  const first = await runInline(project, { args: ['-g', 'fields|handles|items|warnings|problems|a refusal|offers'] });
  const records = first.tests.map(({ title }): [string, TestRecord] => [title, recordOf(first, title)]);
  const told = Array.from({ length: SEEDS }, (_, seed) => newsOf(records, numbers((seed + 1) * 7919)));

  for (const news of told) {
    // What comes and goes is news once: when it comes for the first time, and in the first nights when it stays away, as
    // nobody can know better yet. From the fourth run on nothing else is told.
    expect(Math.max(...countsOf(news))).toBe(1);
    const late = news.filter(({ night }) => night > 3);
    expect(late.filter(({ kind }) => kind !== 'new-problem' && kind !== 'new-field')).toEqual([]);
  }
});

/** What fifty runs say is new, night by night. */
function newsOf(
  records: readonly [string, TestRecord][],
  random: () => number,
): { night: number; kind: string; sentence: string }[] {
  const history: HistoryRun[] = [];
  const news: { night: number; kind: string; sentence: string }[] = [];
  for (let night = 1; night <= 50; night++) {
    const pace = 0.9 + 0.2 * random();
    const tests = records.map(([title, record]) => runTest(title, noisy(record, pace, random)));
    const startedAt = new Date(Date.UTC(2026, 0, night, 2));
    const shuffled = tests.toSorted(() => random() - 0.5);
    const { summary, kept } = summarize({
      tests: shuffled,
      startedAt,
      durationMs: 1000,
      hasFailed: false,
      notes: [],
      history,
    });
    // As it would have been read again.
    history.push(JSON.parse(JSON.stringify(kept)) as HistoryRun);
    for (const { kind, sentence } of summary.drift?.changes ?? []) news.push({ night, kind, sentence });
  }
  return news;
}

/** A fifth of all fields is optional and there in 3 of 10 answers; 1 answer in 10 has a warning. */
function noisy(record: TestRecord, pace: number, random: () => number): TestRecord {
  const facts: Fact[] = [...record.facts, { kind: 'problem', level: 'warning', code: 'EXEG-0204-200' }];
  const warning = facts.length - 1;
  const isOptional = (index: number) => facts[index]?.kind === 'field' && index % 5 === 0;
  const answers: number[][] = [];
  const calls = Array.from({ length: 2 }, () => record.calls)
    .flat()
    .map((call): CallRecord => {
      const isWell = (call.status ?? 500) < 400;
      const shown = (record.answers[call.answer ?? -1] ?? []).filter((index) => !isOptional(index) || random() < 0.3);
      answers.push([...shown, ...(isWell && random() < 0.1 ? [warning] : [])]);
      const totalMs = 100 * pace * Math.exp(0.2 * normal(random));
      return { ...call, requestId: String(random()), totalMs, answer: answers.length - 1 };
    });
  return { ...record, facts, answers, calls };
}

function runTest(title: string, record: TestRecord): RunTest {
  return {
    name: { id: title, project: '', file: 'night.spec.ts', line: 1, title: [title] },
    outcome: 'passed',
    durationMs: 1,
    errors: [],
    records: [record],
    notes: [],
  };
}

function recordOf(run: InlineRun, title: string): TestRecord {
  const attachment = run.resultOf(title).attachments.find(({ name }) => name === TEST_RECORD);
  return JSON.parse(Buffer.from(attachment?.body ?? '', 'base64').toString()) as TestRecord;
}

function countsOf(news: readonly { sentence: string }[]): number[] {
  const counts = new Map<string, number>();
  for (const { sentence } of news) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  return [...counts.values()];
}

function summaryIn(folder: string): Summary {
  return JSON.parse(readFileSync(join(folder, 'datastream-report', 'summary.json'), 'utf8')) as Summary;
}
