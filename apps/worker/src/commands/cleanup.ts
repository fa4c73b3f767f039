import { join } from 'node:path';
import { readdir } from 'node:fs/promises';
import {
  createEgressApi,
  createLocalClipStorage,
  createPrismaAudit,
  createPrismaMaintenance,
  createPrismaNodeStore,
  createPrismaPinStore,
  createPrismaStores,
  createSessionBuffers,
  reconcileSessions,
} from '@reprise/replay/server';
import { pino } from 'pino';
import { z } from 'zod';
import { auditQuotas, deleteExpiredClips, sweepStorage } from '../jobs/create-jobs.ts';
import { createReconcileDeps } from '../jobs/create-reconcile-deps.ts';
import { deleteClip } from '../jobs/delete-clip.ts';
import { keepDiskTidy } from '../jobs/keep-disk-tidy.ts';
import { deleteOldRows, maintainCluster } from '../jobs/maintain-cluster.ts';
import { nodesDirectoryName } from '../node-identity.ts';
import { type CommandContext, defineCommand } from './command.ts';
import { messageOf } from './describe-failure.ts';
import { removeOrphanBuffers } from './orphan-buffers.ts';
import { formatTable, right } from './output/format-table.ts';

const steps = ['egress', 'old-segments', 'clips', 'quotas', 'temp-files', 'rows'] as const;
type Step = (typeof steps)[number];
type Counts = Record<string, number>;

/** Does now what the workers' jobs do by the clock. */
export const cleanupCommand = defineCommand({
  name: 'cleanup',
  summary: 'Do now what the jobs of the workers do by the clock',
  details: `The steps:
  egress        ends sessions and recordings whose share LiveKit no longer lists
  old-segments  removes buffers of sessions that are over, buffers without a session and pins that nobody plays;
                a buffer that runs is pruned by its own worker, all the time
  clips         deletes clips that their community does not keep longer
  quotas        repairs quotas that do not say what is there
  temp-files    removes what dead workers were writing
  rows          removes old live events and workers that are gone
Run old-segments on the machine that has the buffers.`,
  options: [['--only <step>', `only one of them: ${steps.join(', ')}`]],
  schema: z.object({ only: z.enum(steps).optional() }),
  run: async (context, { only }) => {
    const results: Array<{ step: Step; counts: Counts; error: string | null }> = [];
    for (const step of only === undefined ? steps : [only]) {
      try {
        results.push({ step, counts: await runStep(context, step), error: null });
      } catch (error) {
        results.push({ step, counts: {}, error: messageOf(error) });
      }
    }
    const rows = results.map(({ step, counts, error }) => [step, String(sum(counts)), error ?? describe(counts)]);
    return {
      data: results,
      text: formatTable(['step', right('changed'), 'what'], rows),
      problems: results.filter(({ error }) => error !== null).length,
    };
  },
});

function runStep(context: CommandContext, step: Step): Promise<Counts> {
  const { db, env, now } = context;
  const storageRoot = env.replay.paths.storage;
  const log = pino({ level: 'silent' });
  const audit = createPrismaAudit(db);
  switch (step) {
    case 'egress':
      return endStrays(context);
    case 'old-segments':
      return tidyBuffers(context);
    case 'clips': {
      const storage = createLocalClipStorage({ root: storageRoot, onError: throwIt });
      const { clips } = createPrismaStores(db);
      return deleteExpiredClips({ audit, log, deleteClip: (clipId) => deleteClip({ clips, storage }, clipId) });
    }
    case 'quotas':
      return auditQuotas({ audit, log });
    case 'temp-files':
      return sweepStorage({ audit, storageRoot, now });
    case 'rows':
      return deleteOldRows(createPrismaMaintenance(db));
  }
}

async function endStrays({ db, env: { replay: env } }: CommandContext): Promise<Counts> {
  const paths = { bufferRoot: env.paths.buffer, liveKitRoot: env.paths.liveKitStorage };
  const egresses =
    env.recorder === 'egress' ? createEgressApi({ ...env.liveKit, ...paths, segmentDurationMs: env.segmentDurationMs }) : null;
  const reconciled = await reconcileSessions(createReconcileDeps(db, env, egresses));
  return { ...reconciled, ...(await maintainCluster(createPrismaMaintenance(db))) };
}

async function tidyBuffers(context: CommandContext): Promise<Counts> {
  const { db, env, now } = context;
  const bufferRoot = env.replay.paths.buffer;
  const done: Counts = { pins: 0, buffers: 0, orphanBuffers: (await removeOrphanBuffers(context)).length };
  const nodeIds = await readdir(join(bufferRoot, nodesDirectoryName)).catch(() => []);
  for (const nodeId of nodeIds) {
    const node = createPrismaNodeStore(db, nodeId);
    const buffers = createSessionBuffers(bufferRoot);
    const tidied = await keepDiskTidy({ pins: createPrismaPinStore(db), node, buffers, bufferRoot, now });
    done['pins'] = (done['pins'] ?? 0) + tidied.pins;
    done['buffers'] = (done['buffers'] ?? 0) + tidied.buffers;
  }
  return done;
}

function throwIt(error: unknown): never {
  throw error;
}

const sum = (counts: Counts): number => Object.values(counts).reduce((total, amount) => total + amount, 0);

const describe = (counts: Counts): string =>
  Object.entries(counts)
    .filter(([, amount]) => amount > 0)
    .map(([name, amount]) => `${name} ${amount}`)
    .join(', ');
