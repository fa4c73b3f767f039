/** `npm run check`: what can be checked without running the product. */
import process from 'node:process';
import { runStaticChecks } from './checks/static-checks.ts';
import type { Tally } from './checks/tally.ts';
import { generatePrismaClient } from './stack/build-steps.ts';
import { createProgress } from './stack/progress.ts';

const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const progress = createProgress(write);
const tally: Tally = { passed: 0, failed: 0, failures: [] };
await generatePrismaClient(progress);
await runStaticChecks(tally, progress, write);
write(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
