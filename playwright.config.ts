import { defineConfig } from '@playwright/test';
import { findChromium, mediaChromiumArguments } from './scripts/stack/find-chromium.ts';

/** Whole journeys against a stack of their own (e2e/global-setup.ts); one at a time, because they share two cores. */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  projects: [
    { name: 'journeys', testIgnore: 'screens.spec.ts', grepInvert: /@long/ },
    // With the others by `npm run journeys`.
    { name: 'long', testIgnore: 'screens.spec.ts', grep: /@long/ },
    // Pictures to look at, by `npm run screens`; they prove nothing.
    { name: 'screens', testMatch: 'screens.spec.ts' },
  ],
  use: {
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findChromium(),
      args: mediaChromiumArguments,
    },
  },
});
