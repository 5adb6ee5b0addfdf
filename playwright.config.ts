import { defineConfig } from '@playwright/test';
import type { EdgeOptions } from 'playwright-datastream';
import { chromiumLaunchOptions } from './specs/support/chromium.js';

/**
 * `datastream` and `tags` are the main job: regression specs as a QA engineer and a tag owner write them, run by
 * `npm run specs`. `library` tests the library itself. `browser` sees to a browser for those that need one; `npm test` runs all.
 */
export default defineConfig<object, EdgeOptions>({
  fullyParallel: true,
  workers: '100%',
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['./src/reporter/index.ts'], ['list'], ['html', { open: 'never' }], ['./specs/support/closingLine.ts']],
  use: { edgeDatastreams: 'fixtures/datastreams.json', launchOptions: chromiumLaunchOptions() },
  projects: [
    { name: 'datastream', testDir: 'specs/datastream' },
    { name: 'tags', dependencies: ['browser'], testDir: 'specs/tags' },
    { name: 'browser', testDir: 'specs/support', testMatch: 'browser.setup.ts' },
    {
      name: 'library',
      dependencies: ['browser'],
      testDir: 'specs',
      testIgnore: ['datastream/**', 'tags/**', 'bench/**', 'support/**'],
    },
  ],
});
