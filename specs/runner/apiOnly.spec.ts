/** A test of calls alone starts no browser, and nothing in front of one. */

import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ensureChromium } from '../support/chromium.js';
import { runInline } from '../support/runInline.js';

test('a test without a page starts neither browser nor tap; one with a page starts both', async () => {
  test.slow();
  const mark = test.info().outputPath('started');
  const chromium = test.info().outputPath('chromium');
  writeFileSync(chromium, `#!/bin/sh\ntouch '${mark}'\nexec '${ensureChromium()}' "$@"\n`);
  chmodSync(chromium, 0o755);
  const files = {
    '.env': `EDGE_CHROMIUM=${chromium}\n`,
    'calls.spec.ts': `
      import { existsSync } from 'node:fs';
      import { test, expect } from 'playwright-datastream';
      const listening = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
      test.describe.configure({ mode: 'serial' });
      test('sends a call', async ({ edge, edgeTraffic, edgeEmulator, edgeConfig }) => {
        expect(await edge.interact({ xdm: { eventType: 'of.the.spec' } })).toBeAccepted();
        await expect(edgeTraffic).toHaveEventCount(1);
        expect(listening(), 'the emulator alone').toBe(1);
        expect(existsSync(${JSON.stringify(mark)})).toBe(false);
      });
      test('opens a page', async ({ page, edge }) => {
        expect(listening(), 'the emulator and the tap').toBe(2);
        expect(existsSync(${JSON.stringify(mark)})).toBe(true);
      });`,
  };
  const calls = await runInline(files, { args: ['-g', 'sends a call'] });
  expect(calls.outcomeOf('sends a call'), calls.output).toBe('expected');
  expect(existsSync(mark)).toBe(false);
  const both = await runInline(files);
  expect(both.outcomeOf('sends a call'), both.output).toBe('expected');
  expect(both.outcomeOf('opens a page'), both.output).toBe('expected');
});
