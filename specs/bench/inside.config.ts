import { defineConfig } from '@playwright/test';

export default defineConfig({
  testMatch: '*.bench.ts',
  workers: 1,
  reporter: 'json',
  outputDir: '../../test-results/bench',
});
