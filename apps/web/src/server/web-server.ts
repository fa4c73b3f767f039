import { type Api, createApi } from '@reprise/api/server';
import { type Logger, pino } from 'pino';
import packageJson from '../../package.json' with { type: 'json' };
import { readEnv, type WebEnv } from '../env.ts';

/** What routes and pages of this process share. */
export interface WebServer {
  api: Api;
  env: WebEnv;
  log: Logger;
}

declare global {
  // Next bundles routes and pages apart: a module variable would open a database pool for each of them.
  var repriseWebServer: WebServer | undefined;
}

/** The composition root of the web process; the first request makes it. */
export function getWebServer(): WebServer {
  globalThis.repriseWebServer ??= createWebServer();
  return globalThis.repriseWebServer;
}

function createWebServer(): WebServer {
  const env = readEnv();
  const log = pino({ name: 'web', level: env.logLevel });
  for (const note of env.replay.notes) log.info(note);
  const api = createApi({
    env: env.replay,
    baseUrl: env.baseUrl,
    trustedOrigins: env.trustedOrigins,
    poolSize: env.poolSize,
    isRateLimited: env.isRateLimited,
    version: packageJson.version,
    log,
  });
  return { api, env, log };
}
