import { parseReplayEnv, type ReplayEnv } from '@reprise/replay';
import { z } from 'zod';

const webVariables = z.object({
  /** Where browsers reach the product; cookies and sign-in are bound to it. */
  APP_URL: z.url().optional(),
  /** Further origins that may sign in, separated by commas. */
  TRUSTED_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ''),
    ),
  /** "off" only for tests that sign in many people from one address. */
  AUTH_RATE_LIMIT: z.enum(['on', 'off']).default('on'),
  /** Prometheus sends it as bearer token to /metrics; without it there is no such page. */
  METRICS_TOKEN: z.string().min(16).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
});

/** Web's own variables, besides the product's. */
export const webVariableNames: readonly string[] = Object.keys(webVariables.shape);

/** Everything the web process reads from its environment. */
export interface WebEnv {
  replay: ReplayEnv;
  baseUrl: string;
  trustedOrigins: string[];
  isRateLimited: boolean;
  poolSize: number;
  logLevel: string;
  metricsToken: string | undefined;
}

/** Reads the environment once. @throws InvalidEnvError, ZodError naming the variable */
export function readEnv(): WebEnv {
  const replay = parseReplayEnv(process.env);
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const web = webVariables.parse(given);
  return {
    replay,
    baseUrl: web.APP_URL ?? `http://localhost:${replay.port}`,
    trustedOrigins: web.TRUSTED_ORIGINS,
    isRateLimited: web.AUTH_RATE_LIMIT === 'on',
    poolSize: web.DATABASE_POOL_SIZE,
    logLevel: web.LOG_LEVEL,
    metricsToken: web.METRICS_TOKEN,
  };
}
