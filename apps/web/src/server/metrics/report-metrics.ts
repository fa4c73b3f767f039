import { createHash, timingSafeEqual } from 'node:crypto';
import { getWebServer } from '../web-server.ts';

/** Answers GET /metrics to Prometheus, known by METRICS_TOKEN: this process is open to the world. */
export async function reportMetrics(request: Request): Promise<Response> {
  const { api, env } = getWebServer();
  if (env.metricsToken === undefined || !isBearer(request.headers.get('authorization'), env.metricsToken)) {
    return new Response('Not found', { status: 404 });
  }
  const { contentType, text } = await api.metrics.render();
  return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
}

/** Compares digests, which are equally long and take equally long. */
function isBearer(authorization: string | null, token: string): boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`));
}
