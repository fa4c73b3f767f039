import { resolve } from 'node:path';
import { z } from 'zod';
import { inRepository } from './repository.ts';
import type { StackOptions } from './stack-options.ts';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);

const schema = z
  .object({
    PORT: port(3000),
    LIVEKIT_PORT: port(7880),
    LIVEKIT_TCP_PORT: port(7881),
    LIVEKIT_UDP_PORT: port(7882),
    POSTGRES_PORT: port(54_329),
    REPRISE_HOME: z.string().min(1).default('.reprise'),
    DATABASE_URL: z.string().min(1).optional(),
    LIVEKIT_URL: z.string().min(1).optional(),
    LIVEKIT_API_KEY: z.string().min(1).optional(),
    LIVEKIT_API_SECRET: z.string().min(1).optional(),
  })
  .refine((env) => env.LIVEKIT_URL === undefined || (env.LIVEKIT_API_KEY !== undefined && env.LIVEKIT_API_SECRET !== undefined), {
    message: 'LIVEKIT_URL needs LIVEKIT_API_KEY and LIVEKIT_API_SECRET beside it',
    path: ['LIVEKIT_URL'],
  });

type Settings = Pick<StackOptions, 'home' | 'ports' | 'environment' | 'databaseUrl' | 'livekit' | 'demo'>;

/**
 * Turns the environment of `npm start` into options; empty variables count as not set.
 * @throws Error naming each variable that is wrong
 */
export function readStackEnvironment(environment: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  }
  const env = parsed.data;
  const { LIVEKIT_URL: url, LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret } = env;
  return {
    home: resolve(inRepository('.'), env.REPRISE_HOME),
    ports: {
      web: env.PORT,
      livekit: env.LIVEKIT_PORT,
      livekitTcp: env.LIVEKIT_TCP_PORT,
      livekitUdp: env.LIVEKIT_UDP_PORT,
      postgres: env.POSTGRES_PORT,
    },
    environment: given,
    // The demo's accounts have a known password: never in a database that somebody brought along.
    demo: env.DATABASE_URL === undefined,
    ...(env.DATABASE_URL === undefined ? {} : { databaseUrl: env.DATABASE_URL }),
    ...(url !== undefined && apiKey !== undefined && apiSecret !== undefined ? { livekit: { url, apiKey, apiSecret } } : {}),
  };
}
