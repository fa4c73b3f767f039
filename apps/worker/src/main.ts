/** The worker's process: everything that reads its environment or ends it is here. */
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { createDb } from '@reprise/db';
import packageJson from '../package.json' with { type: 'json' };
import { readEnv } from './env.ts';
import { createLog } from './log.ts';
import { takeNodeIdentity } from './node-identity.ts';
import { startWorker } from './start-worker.ts';

/** Connections for rows; listening, the lock and the job queue have their own. */
const POOL_SIZE = 12;

const { replay: env, logLevel, metrics: metricsAt } = readEnv();
const log = createLog(logLevel);
for (const note of env.notes) log.info(note);
await mkdir(env.paths.buffer, { recursive: true });
await mkdir(env.paths.storage, { recursive: true });
const db = createDb(env.databaseUrl, { max: POOL_SIZE });
const identity = await takeNodeIdentity(env.paths.buffer, env.databaseUrl);
const worker = await startWorker({ env, db, identity, log, version: packageJson.version, shards: availableParallelism(), metricsAt });

let ending: Promise<never> | undefined;
function end(reason: string, exitCode: number): void {
  ending ??= (async () => {
    log.info({ reason }, 'Worker ends');
    await worker.close();
    await db.$disconnect();
    await identity.lock.release();
    process.exit(exitCode);
  })();
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => end(signal, 0));
// Without the lock another worker may take this node's recordings: leave them and start anew.
void identity.lock.lost.then((error) => {
  if (!ending) log.error({ err: error }, 'The lock on the node id was lost');
  end('lock lost', 1);
});
