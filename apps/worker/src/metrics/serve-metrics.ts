import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Logger } from 'pino';
import type { WorkerMetrics } from './create-worker-metrics.ts';

export interface MetricsServer {
  /** 0: nothing is served. */
  readonly port: number;
  close(): Promise<void>;
}

/** Why the worker takes no new work now; undefined: it does. */
export type FindUnreadiness = () => Promise<string | undefined>;

/**
 * Serves /metrics for Prometheus, /healthz (the process lives) and /readyz (it takes work: 200, or 503 with why not) for
 * whoever supervises the worker; recording goes on without them.
 */
export async function serveMetrics(
  metrics: WorkerMetrics,
  findUnreadiness: FindUnreadiness,
  at: { host: string; port: number },
  log: Logger,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.url === '/healthz') response.end('ok');
    else if (request.url === '/readyz') {
      findUnreadiness()
        .catch((error: unknown) => {
          log.warn({ err: error }, 'The worker is not ready');
          return 'the database does not answer';
        })
        .then(
          (problem) => response.writeHead(problem === undefined ? 200 : 503).end(problem ?? 'ready'),
          () => response.destroy(),
        );
    } else if (request.url !== '/metrics') response.writeHead(404).end();
    else {
      metrics.render().then(
        ({ contentType, text }) => response.writeHead(200, { 'content-type': contentType }).end(text),
        (error: unknown) => {
          log.error({ err: error }, 'The metrics could not be read');
          response.writeHead(500).end();
        },
      );
    }
  });
  try {
    server.listen(at.port, at.host);
    await once(server, 'listening');
  } catch (error) {
    log.warn({ err: error, ...at }, 'The metrics port is taken: no metrics are served');
    return { port: 0, close: async () => {} };
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : at.port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
