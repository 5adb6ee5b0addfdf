/** Which browser pages are opened in. */

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findChromium } from '../../../src/config/chromium.js';

const nowhere = '/nowhere/chromium-1/chrome';

/** A folder of programs, and what is beside the configuration file. */
function place(programs: readonly string[], dotenv = '') {
  const folder = test.info().outputPath('project');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.env'), dotenv);
  for (const name of programs) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), 0o755);
  }
  return { folder, path: (name: string) => join(folder, name) };
}

test('EDGE_CHROMIUM of the environment goes before that of .env, and both before all others', () => {
  const { folder, path } = place(['one', 'two', 'chromium']);
  writeFileSync(path('.env'), `EDGE_CHROMIUM=${path('two')}\n`);
  expect(findChromium(path('chromium'), folder, { EDGE_CHROMIUM: path('one'), PATH: folder })).toBe(path('one'));
  expect(findChromium(path('chromium'), folder, { EDGE_CHROMIUM: '', PATH: folder })).toBe(path('two'));
});

test("without it, Playwright's own is found, else one of the system, else none", () => {
  const { folder, path } = place(['own', 'google-chrome']);
  expect(findChromium(path('own'), folder, { PATH: folder })).toBe(path('own'));
  expect(findChromium(nowhere, folder, { PATH: `/nowhere:${folder}` })).toBe(path('google-chrome'));
  expect(findChromium(nowhere, folder, {})).toBeUndefined();
});

test('one that is no program is an error, wherever it stands', () => {
  const { folder } = place([], 'EDGE_CHROMIUM=/nowhere/chromium\n');
  const message = (path: string) =>
    `EDGE_CHROMIUM is ${path}, which is no program.\nSet it to the path of a Chromium, or unset it.\n[EDGE_CONFIG_INVALID]`;
  expect(() => findChromium(nowhere, folder, {})).toThrow(message('/nowhere/chromium'));
  expect(() => findChromium(nowhere, folder, { EDGE_CHROMIUM: folder })).toThrow(message(folder));
});
