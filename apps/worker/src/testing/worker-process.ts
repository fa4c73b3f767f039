import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '@reprise/db/embedded';
import { childPids } from './child-pids.ts';

export interface WorkerProcessOptions {
  databaseUrl: string;
  livekit: { url: string; credentials: { apiKey: string; apiSecret: string } };
  /** REPLAY_BUFFER_PATH and REPLAY_STORAGE_PATH. */
  buffers: string;
  storage: string;
  /** Further variables. */
  env?: Record<string, string>;
}

/** The real worker as a child process, which may be killed and started again. */
export interface WorkerProcess {
  /** 0: none runs. */
  pid(): number;
  start(): void;
  /** SIGKILL takes its recorder processes and running FFmpegs along, as when a machine dies. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** What it tells Prometheus. @throws Error before it serves */
  metrics(): Promise<string>;
}

const workerMain = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Prepares one; nothing runs before `start`. */
export async function createWorkerProcess({ databaseUrl, livekit, buffers, storage, env }: WorkerProcessOptions): Promise<WorkerProcess> {
  const metricsPort = await freePort();
  let worker: ChildProcess | undefined;
  return {
    pid: () => worker?.pid ?? 0,
    start() {
      worker = spawn(process.execPath, [workerMain], {
        stdio: ['ignore', 'inherit', 'inherit'],
        env: {
          PATH: process.env['PATH'],
          NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
          LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
          METRICS_PORT: String(metricsPort),
          DATABASE_URL: databaseUrl,
          AUTH_SECRET: 'only-for-this-run-0123456789',
          LIVEKIT_URL: livekit.url,
          LIVEKIT_API_KEY: livekit.credentials.apiKey,
          LIVEKIT_API_SECRET: livekit.credentials.apiSecret,
          REPLAY_BUFFER_PATH: buffers,
          REPLAY_STORAGE_PATH: storage,
          ...env,
        },
      });
    },
    async end(signal) {
      const ending = worker;
      worker = undefined;
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
      const gone = once(ending, 'exit');
      const children = signal === 'SIGKILL' && ending.pid !== undefined ? childPids(ending.pid) : [];
      ending.kill(signal);
      for (const pid of children) process.kill(pid, signal);
      await gone;
    },
    metrics: async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text(),
  };
}
