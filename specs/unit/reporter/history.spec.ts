import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { appendToHistory, readHistory } from '../../../src/reporter/history.js';
import type { HistoryRun } from '../../../src/reporter/historyRun.js';

function run(day: number): HistoryRun {
  const startedAt = `2026-01-${String(day).padStart(2, '0')}T02:00:00.000Z`;
  return {
    version: 1,
    id: `2026010${day}T020000Z-0000000${day}`,
    startedAt,
    verdict: {
      tests: { passed: 1, failed: 0, flaky: 0, skipped: 0 },
      faults: { data: 0, infrastructure: 0, credentials: 0, configuration: 0, spec: 0 },
    },
    problems: 0,
    facts: [['live shop interact', { kind: 'status', status: 200 }]],
    tests: {
      'live › shop.spec.ts › sends': { calls: { 'live shop interact': 1 }, always: [0], sometimes: [], times: [] },
    },
    latencies: { 'live shop interact': { count: 1, p50: 3, sample: [3] } },
    tagLibraries: [],
  };
}

test('a folder that is not there has no runs, and is made by the first one', ({}, testInfo) => {
  const folder = testInfo.outputPath('night', 'history');
  expect(readHistory(folder)).toEqual({ runs: [], notes: [] });
  appendToHistory(folder, run(1), 60);
  expect(readHistory(folder)).toEqual({ runs: [run(1)], notes: [] });
  expect(readdirSync(folder)).toEqual([`${run(1).id}.json`]);
});

test('runs are read oldest first; one that is there is replaced, the oldest beyond those kept are given up', ({}, testInfo) => {
  const folder = testInfo.outputPath('history');
  for (const day of [3, 1, 4, 2]) appendToHistory(folder, run(day), 3);
  appendToHistory(folder, { ...run(4), problems: 7 }, 3);
  expect(readHistory(folder)).toEqual({ runs: [run(2), run(3), { ...run(4), problems: 7 }], notes: [] });
});

test('what cannot be read is left out and named, and what is no run is never removed', ({}, testInfo) => {
  const folder = testInfo.outputPath('history');
  appendToHistory(folder, run(2), 60);
  writeFileSync(join(folder, '1-truncated.json'), JSON.stringify(run(1)).slice(0, 100));
  writeFileSync(join(folder, '2-foreign.json'), '{"suites":[]}');
  writeFileSync(join(folder, '3-tomorrow.json'), JSON.stringify({ ...run(3), version: 2 }));
  writeFileSync(join(folder, '4-list.json'), '[]');
  mkdirSync(join(folder, '5-folder.json'));
  writeFileSync(join(folder, '9-again.json'), JSON.stringify(run(2)));
  writeFileSync(join(folder, 'README.md'), 'Kept in git.');
  const { runs, notes } = readHistory(folder);
  expect(runs).toEqual([run(2)]);
  expect(notes).toEqual([
    '1-truncated.json of the history is not JSON, or is cut off; it was left out.',
    '2-foreign.json of the history is none that this version of the reporter reads; it was left out.',
    '3-tomorrow.json of the history is none that this version of the reporter reads; it was left out.',
    '4-list.json of the history is not JSON, or is cut off; it was left out.',
    expect.stringMatching(/^5-folder\.json of the history cannot be read \(EISDIR.*\); it was left out\.$/),
    '9-again.json of the history is the run 20260102T020000Z-00000002 again; it was left out.',
  ]);
  appendToHistory(folder, run(3), 1);
  expect(existsSync(join(folder, 'README.md'))).toBe(true);
  expect(existsSync(join(folder, '2-foreign.json'))).toBe(true);
  expect(readdirSync(folder)).toContain(`${run(3).id}.json`);
  expect(readdirSync(folder)).not.toContain(`${run(2).id}.json`);
});

test('a file in the place of the folder is no history', ({}, testInfo) => {
  const folder = testInfo.outputPath('history');
  writeFileSync(folder, '');
  expect(readHistory(folder)).toEqual({ runs: [], notes: [] });
});
