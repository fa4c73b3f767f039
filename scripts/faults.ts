/** `npm run faults [-- cycles]`: kills one process of a running product after another, at random instants, and looks whether it comes back whole. */
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { disposeSyntheticShares } from '@reprise/synthetic-share';
import { startFaultedProduct } from './faults/faulted-product.ts';
import type { StackProcess } from './stack/start-stack.ts';

const defaultCycles = 12;
const victims = ['worker', 'web', 'livekit', 'worker'] as const satisfies readonly StackProcess[];
/** A press shortly after a kill may be refused; this long after it must not be. */
const recoveryMs = 40_000;

const cycles = Number(process.argv[2] ?? defaultCycles);
const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const product = await startFaultedProduct(write);
let failed = 0;
try {
  await untilItWorks(() => product.captureAndCheck(5));
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const victim = victims[cycle % victims.length] ?? 'worker';
    // A capture is under way when the blow falls, in most cycles.
    const disturbed = product.captureAndCheck(30).then(
      () => 'a capture in that instant succeeded',
      () => 'a capture in that instant was refused or lost its connection',
    );
    await delay(Math.random() * 600);
    product.stack.kill(victim);
    const killedAt = Date.now();
    try {
      await untilItWorks(() => product.captureAndCheck(5));
      const recoveredMs = Date.now() - killedAt;
      const fate = await disturbed;
      await product.checkInvariants();
      write(`cycle ${cycle + 1}: ${victim} killed, captures work again after ${recoveredMs} ms; ${fate}`);
    } catch (error) {
      failed += 1;
      write(`cycle ${cycle + 1}: ${victim} killed, FAILED: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  await product.close();
  await disposeSyntheticShares();
}
write(`${cycles - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function untilItWorks(attempt: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + recoveryMs;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(500);
    }
  }
}
