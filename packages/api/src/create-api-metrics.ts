import { ReplayError } from '@reprise/replay';
import { collectDefaultMetrics, Counter, Registry } from 'prom-client';

/** The numbers of a web process. */
export interface ApiMetrics {
  /** Counts what a call was refused or failed with. */
  failed(error: unknown): void;
  render(): Promise<{ contentType: string; text: string }>;
}

/** Makes the registry; nothing is shared between two of them. */
export function createApiMetrics(): ApiMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const errors = new Counter({
    name: 'replay_buffer_errors_total',
    help: 'Refused and failed calls, by their code in lower case',
    labelNames: ['type'],
    registers: [registry],
  });
  for (const type of ['quota_exceeded', 'no_recorder_capacity', 'internal_error']) errors.inc({ type }, 0);
  return {
    failed: (error) => errors.inc({ type: error instanceof ReplayError ? error.code.toLowerCase() : 'internal_error' }),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
