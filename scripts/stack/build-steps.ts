import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { hashSources } from './source-hash.ts';
import type { Progress } from './progress.ts';
import { inRepository, resolveFrom } from './repository.ts';
import { runOrThrow } from './run-command.ts';

const schemaInputs = ['prisma/schema.prisma', 'packages/db/package.json'];
const webInputs = [
  'apps/web',
  'packages/api/src',
  'packages/replay/src',
  'packages/db/src',
  'packages/ui/src',
  'prisma/schema.prisma',
  'pnpm-lock.yaml',
  'tsconfig.base.json',
];

/** Runs `build` unless `stampPath` says that these inputs were built already. */
async function whenStale(stampPath: string, inputs: readonly string[], build: () => Promise<unknown>): Promise<void> {
  const hash = await hashSources(inputs);
  const built = await readFile(stampPath, 'utf8').catch(() => '');
  if (built === hash) return;
  await build();
  await writeFile(stampPath, hash);
}

/** Generates the Prisma client when the schema changed. */
export async function generatePrismaClient(progress: Progress, signal?: AbortSignal): Promise<void> {
  await whenStale(inRepository('packages/db/src/generated/.stamp'), schemaInputs, () =>
    progress.step('Generating the Prisma client', () =>
      runOrThrow(process.execPath, [inRepository('packages/db/scripts/generate.ts')], { signal }),
    ),
  );
}

/** Builds the web app for production when its sources changed. */
export async function buildWeb(progress: Progress, signal?: AbortSignal): Promise<void> {
  const stamp = inRepository('apps/web/.next/reprise-build');
  if (!existsSync(inRepository('apps/web/.next/BUILD_ID'))) await writeFile(stamp, '').catch(() => undefined);
  await whenStale(stamp, webInputs, () =>
    progress.step('Building the web app (first time: about 30 s)', () =>
      runOrThrow(process.execPath, [resolveFrom('apps/web', 'next/dist/bin/next'), 'build'], {
        signal,
        cwd: inRepository('apps/web'),
        env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      }),
    ),
  );
}
