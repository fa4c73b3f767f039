import { parseReplayEnv, type ReplayEnv } from '@reprise/replay';
import { z } from 'zod';

const workerVariables = z.object({ LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info') });

/** What the worker reads from its environment, once. @throws InvalidEnvError, ZodError naming the variable */
export function readEnv(): { replay: ReplayEnv; logLevel: string } {
  return { replay: parseReplayEnv(process.env), logLevel: workerVariables.parse(process.env).LOG_LEVEL };
}
