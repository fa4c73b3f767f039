import { createLocalClipStorage, createPrismaOperatorStore, createPrismaStores, type OperatorStore } from '@reprise/replay/server';
import { z } from 'zod';
import { deleteClip } from '../jobs/delete-clip.ts';
import { type CommandContext, defineCommand } from './command.ts';
import { durationOption, switchOption } from './options.ts';
import { formatTable, right } from './output/format-table.ts';
import { count, formatBytes } from './output/format-values.ts';

type PrunableClip = Awaited<ReturnType<OperatorStore['listClipsBefore']>>[number];

const AT_ONCE = 500;
/** A dry run lists no more than this. */
const LISTED = 10_000;

/** Deletes old clips. */
export const pruneClipsCommand = defineCommand({
  name: 'prune-clips',
  summary: 'Delete clips older than a given time, with their files',
  details: 'Messages that showed such a clip stay and say that it was deleted. There is no way back but a backup.',
  options: [
    ['--older-than <time>', 'required: such as 90d or 12h'],
    ['--user <id>', 'only clips of this person'],
    ['--community <id>', 'only clips of this community'],
    ['--dry-run', 'list them and delete nothing'],
  ],
  schema: z.object({
    olderThan: durationOption,
    user: z.string().min(1).optional(),
    community: z.string().min(1).optional(),
    dryRun: switchOption,
  }),
  run: async (context, { olderThan, user, community, dryRun }) => {
    const before = new Date(context.now() - olderThan);
    const filter = { ...(user !== undefined && { userId: user }), ...(community !== undefined && { communityId: community }) };
    const { listClipsBefore } = createPrismaOperatorStore(context.db);
    if (dryRun) {
      const clips = await listClipsBefore(before, filter, LISTED);
      const rows = clips.map((clip) => [clip.createdAt.toISOString(), clip.id, formatBytes(clip.sizeBytes), clip.title]);
      const table = formatTable(['made', 'clip', right('size'), 'title'], rows);
      return { data: { wouldDelete: clips }, text: clips.length === 0 ? 'No clip is older.' : table, problems: 0 };
    }
    const done = await prune(context, () => listClipsBefore(before, filter, AT_ONCE));
    const problem = done.notRemoved.length === 0 ? '' : `\nThese files could not be removed: ${done.notRemoved.join(', ')}`;
    return {
      data: done,
      text: `${count(done.clips, 'clip')} deleted, ${formatBytes(done.freedBytes)} freed.${problem}`,
      problems: done.notRemoved.length,
    };
  },
});

async function prune({ db, env, signal }: CommandContext, next: () => Promise<PrunableClip[]>) {
  const notRemoved: string[] = [];
  const storage = createLocalClipStorage({ root: env.replay.paths.storage, onError: (_error, path) => void notRemoved.push(path) });
  const { clips } = createPrismaStores(db);
  const done = { clips: 0, freedBytes: 0, notRemoved };
  for (let some = await next(); some.length > 0 && !signal.aborted; some = await next()) {
    for (const clip of some) {
      const isDeleted = await deleteClip({ clips, storage }, clip.id);
      done.clips += Number(isDeleted);
      done.freedBytes += isDeleted ? clip.sizeBytes : 0;
    }
  }
  return done;
}
