import { spawn } from 'node:child_process';
import process from 'node:process';
import { inRepository } from './repository.ts';

/** The process that ends a stack's children should this process be killed without a chance to do it. */
export function startReaper(recordPath: string): { dismiss(): void } {
  // In a session of its own: what kills this process's group must not take the reaper along.
  const reaper = spawn(process.execPath, [inRepository('scripts/stack/reaper.ts'), recordPath], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  reaper.unref();
  return {
    dismiss() {
      reaper.kill('SIGKILL');
    },
  };
}
