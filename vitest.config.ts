import { defineConfig } from 'vitest/config';

const integration = '**/*.integration.test.ts';
const exclude = ['**/node_modules/**', '**/.next/**', 'e2e/**'];

/** Two tiers: pure tests run in parallel, tests with real servers and FFmpeg one file at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages,apps,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: [...exclude, integration],
        },
      },
      {
        test: {
          name: 'integration',
          include: [`{packages,apps,scripts,bench}/${integration}`],
          exclude,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
