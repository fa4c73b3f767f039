/** `npm test`: static checks, unit, integration and end-to-end tests; closes with one line that counts them all. */
import process from 'node:process';
import { runStaticChecks } from './checks/static-checks.ts';
import { runCheck } from './checks/tally.ts';
import type { Tally } from './checks/tally.ts';
import { runSuite } from './checks/test-suites.ts';
import { generatePrismaClient } from './stack/build-steps.ts';
import { createProgress } from './stack/progress.ts';
import { chromiumCommand, ensureSystemCommand, ffmpegCommand, prometheusCommand } from './stack/system-packages.ts';

const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const progress = createProgress(write);
const tally: Tally = { passed: 0, failed: 0, failures: [] };
const startedAt = performance.now();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
process.once('disconnect', () => process.exit(130));
process.channel?.unref();

const preparation = {
  name: 'Preparation',
  run: async () => {
    await ensureSystemCommand(ffmpegCommand, progress);
    await ensureSystemCommand(chromiumCommand, progress);
    await ensureSystemCommand(prometheusCommand, progress);
    await generatePrismaClient(progress);
    return '';
  },
};
await runCheck(preparation, tally, progress, write);
await runStaticChecks(tally, progress, write);
for (const suite of ['unit', 'integration', 'measured', 'e2e'] as const) {
  await progress.step(`Suite ${suite}`, () => runSuite(suite, tally, write));
}
if (tally.failures.length > 0) write(`\nFailed:\n${tally.failures.map((name) => `  ${name}`).join('\n')}`);
write(`\nTook ${((performance.now() - startedAt) / 60_000).toFixed(1)} min`);
write(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
