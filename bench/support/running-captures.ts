import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Captures that are made one after the other for as long as something else is measured. */
export interface RunningCaptures {
  /** Ends after the one under way; how many were made and how many failed. */
  stop(): Promise<{ made: number; failed: number }>;
}

const clipMs = 30_000;

/** Pins and cuts the last 30 s of a buffer, in a process of its own, `everyMs`. */
export function keepCapturing(bufferDirectory: string, directory: string, everyMs: number): RunningCaptures {
  const cutOnce = fileURLToPath(new URL('../cut-once.ts', import.meta.url));
  let isOver = false;
  let made = 0;
  let failed = 0;
  const work = (async () => {
    while (!isOver) {
      const [pin, clip] = [join(directory, `pin-${made + failed}`), join(directory, 'captured.mp4')];
      const now = Date.now();
      const child = spawn(process.execPath, [cutOnce, bufferDirectory, pin, clip, String(now - clipMs), String(now)], { stdio: 'ignore' });
      await once(child, 'exit');
      if (child.exitCode === 0) made += 1;
      else failed += 1;
      await rm(pin, { recursive: true, force: true });
      await sleep(Math.max(0, everyMs - (Date.now() - now)));
    }
  })();
  return {
    async stop() {
      isOver = true;
      await work;
      return { made, failed };
    },
  };
}
