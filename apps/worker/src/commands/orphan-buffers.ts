import { createPrismaStoredFiles, createSessionBuffers, findOrphanBuffers } from '@reprise/replay/server';
import type { CommandContext } from './command.ts';

/** Buffers on this disk that belong to no session and have not changed for longer than a buffer is kept. */
export function listOrphanBuffers({ db, env, now }: CommandContext): Promise<string[]> {
  const { paths, retentionMs } = env.replay;
  return findOrphanBuffers(paths.buffer, createPrismaStoredFiles(db).findBuffers, now() - retentionMs);
}

/** Removes them; answers which. */
export async function removeOrphanBuffers(context: CommandContext): Promise<string[]> {
  const orphans = await listOrphanBuffers(context);
  const buffers = createSessionBuffers(context.env.replay.paths.buffer);
  for (const orphan of orphans) await buffers.remove(orphan);
  return orphans;
}
