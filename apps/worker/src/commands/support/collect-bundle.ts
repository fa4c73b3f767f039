import { open } from 'node:fs/promises';
import { arch, availableParallelism, freemem, loadavg, platform, release, totalmem } from 'node:os';
import { createPrismaOperatorStore } from '@reprise/replay/server';
import type { Command, CommandContext } from '../command.ts';
import { messageOf } from '../describe-failure.ts';
import { describeVariables } from './redact.ts';

/** The product's own variables, and those of what it runs on. */
const TOLD_VARIABLES =
  /^(REPLAY|LIVEKIT|DATABASE|AUTH|JWT|REDIS|METRICS|NODE|POSTGRES)_|^(FILE_UPLOAD_DEST|STORAGE|PORT|APP_URL|LOG_LEVEL)$/;
const SESSIONS = 50;
const LOG_BYTES = 512 * 1024;
const METRICS_TIMEOUT_MS = 3_000;

/** Everything that helps to understand an installation; what cannot be had says why. Not redacted yet. */
export async function collectBundle(context: CommandContext, doctor: Command, logs: readonly string[]): Promise<Record<string, unknown>> {
  const { db, env, variables, version, now } = context;
  const operator = createPrismaOperatorStore(db);
  const parts: Record<string, () => Promise<unknown>> = {
    doctor: async () => (await doctor.run(context, {})).data,
    workers: () => operator.listNodes(),
    // Names are of no use here; ids tell who is the same.
    sessions: async () => (await operator.listSessions({ ended: SESSIONS })).map(({ username: _name, ...session }) => session),
    usage: async () => (await operator.listUsage()).map(({ name: _name, email: _email, ...usage }) => usage),
    captures: () => countCaptures(context),
    metrics: () => readMetrics(env.metrics),
    logs: () => Promise.all(logs.map(async (path) => ({ path, tail: await readTail(path) }))),
  };
  const collected: Record<string, unknown> = {
    madeAt: new Date(now()).toISOString(),
    version,
    machine: {
      node: process.version,
      system: `${platform()} ${release()} ${arch()}`,
      cores: availableParallelism(),
      load: loadavg(),
      memory: { totalBytes: totalmem(), freeBytes: freemem() },
    },
    environment: describeVariables(variables, TOLD_VARIABLES),
  };
  for (const [name, collect] of Object.entries(parts)) {
    collected[name] = await collect().catch((error: unknown) => ({ unavailable: messageOf(error) }));
  }
  return collected;
}

async function countCaptures({ db }: CommandContext): Promise<unknown> {
  const groups = await db.capture.groupBy({ by: ['status', 'errorCode'], _count: true });
  return groups.map(({ status, errorCode, _count: count }) => ({ status, errorCode, count }));
}

/** Of a worker on this machine. */
async function readMetrics({ host, port }: { host: string; port: number }): Promise<string> {
  const response = await fetch(`http://${host}:${port}/metrics`, { signal: AbortSignal.timeout(METRICS_TIMEOUT_MS) });
  return await response.text();
}

async function readTail(path: string): Promise<string[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const length = Math.min(size, LOG_BYTES);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8').split('\n');
  } finally {
    await file.close();
  }
}
