import { defineConfig } from '@playwright/test';
import type { EdgeOptions } from 'playwright-datastream';

/**
 * `datastream` is the main job: regression specs as a QA engineer writes them, run by `npm run specs`.
 * `library` tests the library itself; `npm test` runs both.
 */
export default defineConfig<object, EdgeOptions>({
  fullyParallel: true,
  workers: '100%',
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['./src/reporter/index.ts'], ['list'], ['html', { open: 'never' }], ['./specs/support/closingLine.ts']],
  use: { edgeDatastreams: 'fixtures/datastreams.json' },
  projects: [
    { name: 'datastream', testDir: 'specs/datastream' },
    { name: 'library', testDir: 'specs', testIgnore: ['datastream/**', 'tags/**', 'bench/**', 'support/**'] },
  ],
});
