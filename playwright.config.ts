import { defineConfig } from '@playwright/test';

/**
 * `datastream` is the main job: regression specs as a QA engineer writes them, run by `npm run specs`.
 * `library` tests the library itself; `npm test` runs both.
 */
export default defineConfig({
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['html', { open: 'never' }]],
  projects: [
    { name: 'datastream', testDir: 'specs/datastream' },
    { name: 'library', testDir: 'specs', testIgnore: ['datastream/**', 'tags/**', 'bench/**', 'support/**'] },
  ],
});
