import { defineConfig } from '@playwright/test';

/**
 * `datastream` is the main job: regression specs as a QA engineer writes them, run by `npm run specs`.
 * `library` tests the library itself; `npm test` runs both.
 */
export default defineConfig({
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['./src/reporter/index.ts'], ['list'], ['html', { open: 'never' }], ['./specs/support/closingLine.ts']],
  projects: [
    { name: 'datastream', testDir: 'specs/datastream' },
    { name: 'library', testDir: 'specs', testIgnore: ['datastream/**', 'tags/**', 'bench/**', 'support/**'] },
  ],
});
