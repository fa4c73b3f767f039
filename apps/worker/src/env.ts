import { parseReplayEnv, type ReplayEnv } from '@reprise/replay';
import { z } from 'zod';

const workerVariables = z.object({
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  /** Internal HTTP: /metrics and /healthz. 0 = any free port. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).default(9464),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
});

/** The worker's own variables, besides the product's. */
export const workerVariableNames: readonly string[] = Object.keys(workerVariables.shape);

/** What the worker reads from its environment. */
export interface WorkerEnv {
  replay: ReplayEnv;
  logLevel: string;
  metrics: { port: number; host: string };
}

/** Reads the environment, once. @throws InvalidEnvError, ZodError naming the variable */
export function readEnv(): WorkerEnv {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const { LOG_LEVEL, METRICS_PORT, METRICS_HOST } = workerVariables.parse(given);
  return { replay: parseReplayEnv(process.env), logLevel: LOG_LEVEL, metrics: { port: METRICS_PORT, host: METRICS_HOST } };
}
