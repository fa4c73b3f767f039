import type { Actor } from '../access/actor.ts';
import { mayEnter } from '../access/authorize-channel.ts';
import { ReplayError } from '../errors.ts';
import type { AccessStore } from '../ports/access-store.ts';
import type { ClipStorage } from '../ports/clip-storage.ts';
import type { ClipRecord, ClipStore } from '../ports/clip-store.ts';
import type { ClipPage, ClipPageInput, ClipView, DeletedClip, DeletedClips } from '../schemas/clip-schemas.ts';
import { toClipView } from './clip-view.ts';

export interface ClipDeps {
  access: AccessStore;
  clips: ClipStore;
  storage: ClipStorage;
}

/** A page of one's own clips, newest first unless asked otherwise. */
export async function listClips(deps: ClipDeps, actor: Actor, page: ClipPageInput): Promise<ClipPage> {
  const { cursor: offset, from, until, ...chosen } = page;
  const { clips, total } = await deps.clips.list(actor.userId, {
    ...chosen,
    offset,
    ...(from !== undefined && { from: new Date(from) }),
    ...(until !== undefined && { until: new Date(until) }),
  });
  const next = offset + clips.length;
  const hasMore = clips.length > 0 && next < total;
  return { clips: clips.map((clip) => toClipView(clip, actor.userId)), total, hasMore, nextCursor: hasMore ? next : null };
}

/** A clip of one's own, or one that was shared where one may read. @throws ReplayError CLIP_NOT_FOUND */
export async function getClip(deps: ClipDeps, actor: Actor, clipId: string): Promise<ClipView> {
  return toClipView(await findVisibleClip(deps, actor, clipId), actor.userId);
}

/** @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER */
export async function renameClip(deps: ClipDeps, actor: Actor, clipId: string, title: string): Promise<ClipView> {
  await findOwnClip(deps, actor, clipId);
  const clip = await deps.clips.rename(clipId, title);
  if (!clip) throw new ReplayError('CLIP_NOT_FOUND');
  return toClipView(clip, actor.userId);
}

/**
 * Deletes a clip with all its files: rows first, so that nobody is ever offered a file that is gone.
 * @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER
 */
export async function deleteClip(deps: ClipDeps, actor: Actor, clipId: string): Promise<DeletedClip> {
  await findOwnClip(deps, actor, clipId);
  const deleted = await deps.clips.delete(clipId);
  if (!deleted) throw new ReplayError('CLIP_NOT_FOUND');
  await deps.storage.remove(deleted.files.map((file) => file.storagePath));
  return { freedBytes: deleted.freedBytes, remainingQuotaBytes: deleted.remainingQuotaBytes };
}

/**
 * Deletes several clips, one after the other. All must be one's own, or none is touched; those gone meanwhile are passed over.
 * @throws ReplayError CLIP_NOT_FOUND when none of them is there, NOT_CLIP_OWNER
 */
export async function deleteClips(deps: ClipDeps, actor: Actor, clipIds: readonly string[]): Promise<DeletedClips> {
  const found = new Set<string>();
  for (const clipId of new Set(clipIds)) {
    const clip = await findOwnClip(deps, actor, clipId).catch((error: unknown) => {
      if (error instanceof ReplayError && error.code === 'CLIP_NOT_FOUND') return null;
      throw error;
    });
    if (clip) found.add(clip.id);
  }
  const deleted: DeletedClips = { deletedIds: [], freedBytes: 0, remainingQuotaBytes: 0 };
  for (const clipId of found) {
    const gone = await deps.clips.delete(clipId);
    if (!gone) continue;
    await deps.storage.remove(gone.files.map((file) => file.storagePath));
    deleted.deletedIds.push(clipId);
    deleted.freedBytes += gone.freedBytes;
    deleted.remainingQuotaBytes = gone.remainingQuotaBytes;
  }
  if (deleted.deletedIds.length === 0) throw new ReplayError('CLIP_NOT_FOUND');
  return deleted;
}

/** Whether a person may watch a clip: their own, or shared in a channel they may enter. Instance admins are no exception. */
export async function mayWatch(
  deps: Pick<ClipDeps, 'access' | 'clips'>,
  actor: Actor,
  clip: { id: string; userId: string },
): Promise<boolean> {
  if (clip.userId === actor.userId) return true;
  for (const channelId of await deps.clips.listChannelsWithClip(clip.id)) {
    const access = await deps.access.findChannel(channelId, actor.userId);
    if (access && mayEnter(actor, access)) return true;
  }
  return false;
}

async function findVisibleClip(deps: ClipDeps, actor: Actor, clipId: string): Promise<ClipRecord> {
  const clip = await deps.clips.find(clipId);
  if (!clip || !(await mayWatch(deps, actor, clip))) throw new ReplayError('CLIP_NOT_FOUND');
  return clip;
}

/** @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER */
export async function findOwnClip(deps: ClipDeps, actor: Actor, clipId: string): Promise<ClipRecord> {
  const clip = await deps.clips.find(clipId);
  if (!clip) throw new ReplayError('CLIP_NOT_FOUND');
  if (clip.userId !== actor.userId) throw new ReplayError((await mayWatch(deps, actor, clip)) ? 'NOT_CLIP_OWNER' : 'CLIP_NOT_FOUND');
  return clip;
}
