/** `npm start` after the packages are there: one supervisor for LiveKit, PostgreSQL, worker, web and the demo's presenter. */
import process from 'node:process';
import { demoAccounts, demoPassword } from './demo-accounts.ts';
import { createLineWriter } from './stack/line-writer.ts';
import { createProgress } from './stack/progress.ts';
import { readStackEnvironment } from './stack/read-stack-environment.ts';
import { startStack } from './stack/start-stack.ts';
import type { Stack } from './stack/start-stack.ts';
import { ensureSystemCommand, ffmpegCommand } from './stack/system-packages.ts';

const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

let starting: Promise<Stack> | undefined;
const giveUp = new AbortController();
let ending: Promise<never> | undefined;

/** Ends everything once; a second Ctrl-C does not hurry it, its children are killed after their grace anyway. */
function end(reason: string, exitCode: number): void {
  ending ??= (async () => {
    write(`Stopping (${reason}) ...`);
    giveUp.abort();
    // A start that is given up ends what it started by itself.
    const stack = await starting?.catch(() => undefined);
    await stack?.stop();
    write('Stopped.');
    process.exit(exitCode);
  })();
}

// Its reader may be gone before the children are.
process.stdout.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(signal, 0));
process.on('disconnect', () => end('its parent is gone', 1));
process.channel?.unref();

try {
  const progress = createProgress(write);
  const startedAt = performance.now();
  const settings = readStackEnvironment(process.env);
  await ensureSystemCommand(ffmpegCommand, progress);
  const onFatal = (reason: string): void => end(reason, 1);
  starting = startStack({ ...settings, progress, signal: giveUp.signal, onLine: createLineWriter(write), onFatal });
  const stack = await starting;
  write(`\nReady: ${stack.appUrl}   (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  if (settings.demo) {
    for (const { email, role } of demoAccounts) write(`  ${email.padEnd(26)} ${demoPassword}   ${role}`);
    write('Open the channel "Stage": somebody shares a screen there. Ctrl-C stops everything.\n');
  }
} catch (error) {
  if (!ending) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
