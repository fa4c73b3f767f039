import { getWebServer } from '../web-server.ts';
import { checkHealth } from './check-health.ts';
import { createHealthProbes } from './health-probes.ts';

const timeoutMs = 3_000;

/** Answers GET /api/health: 200 when all vital parts work, else 503 with their names. */
export async function reportHealth(): Promise<Response> {
  const { api, env, log } = getWebServer();
  const probes = createHealthProbes({ db: api.db, liveKitUrl: env.replay.liveKit.url, storagePath: env.replay.paths.storage });
  const report = await checkHealth(probes, { timeoutMs, onFailed: (part, err) => log.warn({ err, part }, 'A vital part does not answer') });
  return Response.json(report, { status: report.status === 'ok' ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
