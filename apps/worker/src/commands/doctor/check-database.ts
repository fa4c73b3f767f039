import { listPendingMigrations } from '@reprise/db/migrate';
import { createPrismaAudit, createPrismaOperatorStore } from '@reprise/replay/server';
import type { CommandContext } from '../command.ts';
import type { Finding } from '../findings.ts';
import { count, formatSpan } from '../output/format-values.ts';
import { judgeClock } from './judge-clock.ts';

/** Missing a heartbeat for this long, a worker gets no new recordings. */
const ALIVE_MS = 15_000;

/** Reachable, migrated, and on the same time. */
export async function checkDatabase({ db, env }: CommandContext): Promise<Finding[]> {
  const from = performance.now();
  const { version, clockOffsetMs } = await createPrismaOperatorStore(db).askServer();
  const tookMs = performance.now() - from;
  const pending = await listPendingMigrations(env.replay.databaseUrl);
  return [
    { check: 'database', state: 'ok', detail: `PostgreSQL ${version}`, data: { version } },
    pending.length === 0
      ? { check: 'migrations', state: 'ok', detail: 'all applied' }
      : {
          check: 'migrations',
          state: 'problem',
          detail: `missing: ${pending.join(', ')}; apply them with npm run prisma:push`,
          data: pending,
        },
    judgeClock('clock of PostgreSQL', clockOffsetMs, tookMs / 2),
  ];
}

/** Somebody must be there to record. */
export async function checkWorkers({ db, now }: CommandContext): Promise<Finding> {
  const check = 'workers';
  const nodes = await createPrismaOperatorStore(db).listNodes();
  const alive = nodes.filter((node) => now() - node.heartbeatAt.getTime() < ALIVE_MS);
  const room = alive.reduce((sum, node) => sum + node.capacity - node.recordings, 0);
  if (alive.length === 0) {
    const newest = Math.max(...nodes.map((node) => node.heartbeatAt.getTime()));
    const last = nodes.length === 0 ? '' : `; the last one was heard of ${formatSpan(now() - newest)} ago`;
    return { check, state: 'problem', detail: `no worker is alive: nothing is recorded or captured${last}`, data: nodes };
  }
  const recordings = alive.reduce((sum, node) => sum + node.recordings, 0);
  const detail = `${count(alive.length, 'worker')} alive with ${count(recordings, 'recording')} and room for ${Math.max(0, room)} more`;
  return { check, state: room > 0 ? 'ok' : 'warning', detail, data: nodes };
}

/** Quotas against rows. */
export async function checkQuotas({ db }: CommandContext, fix: boolean): Promise<Finding> {
  const check = 'quota drift';
  const audit = createPrismaAudit(db);
  if (fix) {
    const drifts = await audit.repairQuotas();
    const detail =
      drifts.length === 0 ? 'none' : `${count(drifts.length, 'quota')} repaired: ${drifts.map(({ userId }) => userId).join(', ')}`;
    return { check, state: drifts.length === 0 ? 'ok' : 'fixed', detail, data: drifts };
  }
  const drifting = await audit.listDrifting();
  if (drifting.length === 0) return { check, state: 'ok', detail: 'none', data: [] };
  return {
    check,
    state: 'problem',
    detail: `${count(drifting.length, 'quota')} not the sum of its files: ${drifting.join(', ')}; --fix repairs it`,
    data: drifting,
  };
}
