import { defineConfig } from 'vitest/config';

const integration = '**/*.integration.test.ts';
const exclude = ['**/node_modules/**', '**/.next/**', 'e2e/**'];

/** These measure media against the clock, or fill both cores: nothing may run beside them. */
const measured = [
  'packages/recorder/src/create-recording.integration.test.ts',
  'packages/recorder/src/shards/shard-pool.integration.test.ts',
  'packages/synthetic-share/**/*.integration.test.ts',
  'apps/worker/src/{rush,worker}.integration.test.ts',
  'apps/worker/src/commands/doctor.integration.test.ts',
  'scripts/{cluster,observability}.integration.test.ts',
];
const withServers = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Pure tests; tests with real servers and FFmpeg, most of which wait; and of these the ones that want the machine for themselves. */
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
          exclude: [...exclude, ...measured],
          maxWorkers: 2,
          ...withServers,
        },
      },
      { test: { name: 'measured', include: measured, exclude, fileParallelism: false, ...withServers } },
    ],
  },
});
