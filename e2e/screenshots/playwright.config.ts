import { defineConfig } from 'playwright/test';

/** Pictures of every view for the documents: `npm run screenshots`. No part of the tests. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.shots.ts',
  outputDir: '../../test-results/screenshots',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
});
