import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Logger } from 'pino';
import type { WorkerMetrics } from './create-worker-metrics.ts';

export interface MetricsServer {
  /** 0: nothing is served. */
  readonly port: number;
  close(): Promise<void>;
}

/** Serves /metrics for Prometheus and /healthz for whoever supervises the worker; recording goes on without it. */
export async function serveMetrics(metrics: WorkerMetrics, at: { host: string; port: number }, log: Logger): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.url === '/healthz') response.end('ok');
    else if (request.url !== '/metrics') response.writeHead(404).end();
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
