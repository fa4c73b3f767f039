import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CommandError, type CommandContext } from '../command.ts';
import type { ShareMeasurement } from './measure-share.ts';

const measurementSchema = z.object({
  tailMs: z.number(),
  avOffset: z.object({ medianMs: z.number(), p95Ms: z.number() }).nullable(),
  cpuShare: z.number(),
  pressToFileMs: z.number(),
  clip: z.object({ durationSeconds: z.number(), sizeBytes: z.number(), complete: z.boolean() }),
});
const answerSchema = z.union([z.object({ measured: measurementSchema }), z.object({ problem: z.string() })]);

/** Measures a share in a child process, whose output goes to stderr. @throws CommandError when it could not be measured */
export async function measureInChild({ variables, signal }: CommandContext): Promise<ShareMeasurement> {
  const child = fork(fileURLToPath(new URL('./measure-share-main.ts', import.meta.url)), {
    env: { ...variables },
    stdio: ['ignore', 2, 2, 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const end = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', end);
  try {
    const answer = await new Promise<unknown>((resolve, reject) => {
      child.once('message', resolve);
      child.once('error', reject);
      child.once('exit', (code) => reject(new CommandError(`the measurement ended without a result (exit code ${code ?? 'unknown'})`)));
    });
    const parsed = answerSchema.parse(answer);
    if ('problem' in parsed) throw new CommandError(parsed.problem);
    return parsed.measured;
  } finally {
    signal.removeEventListener('abort', end);
  }
}
