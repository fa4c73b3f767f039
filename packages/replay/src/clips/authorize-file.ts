import type { Actor } from '../access/actor.ts';
import { ReplayError } from '../errors.ts';
import { type ClipDeps, mayWatch } from './my-clips.ts';

/** A stored file somebody may read. `storagePath` is relative to REPLAY_STORAGE_PATH; the checksum is SHA-256 in hex. */
export interface StoredFile {
  id: string;
  filename: string;
  /** The clip's title: the name under which people save it. */
  title: string;
  mimeType: string;
  sizeBytes: number;
  checksum: string;
  storagePath: string;
}

/** For others than its owner: when to ask again for a clip that is being prepared. */
const RETRY_AFTER_SECONDS = 5;

/**
 * A file of a clip the actor may watch. The MP4 as cut is for who captured it only, since it may hold media before the start;
 * others get the rendition that does not.
 * @throws ReplayError FILE_NOT_FOUND, also for files the actor may not see; CLIP_NOT_READY while that rendition is being made
 */
export async function authorizeFile(deps: Pick<ClipDeps, 'access' | 'clips'>, actor: Actor, fileId: string): Promise<StoredFile> {
  const found = await deps.clips.findFile(fileId);
  if (!found || !(await mayWatch(deps, actor, { id: found.clipId, userId: found.ownerId }))) throw new ReplayError('FILE_NOT_FOUND');
  if (found.ownerId !== actor.userId && found.file.purpose === 'EXPORT') throw new ReplayError('FILE_NOT_FOUND');
  if (found.ownerId !== actor.userId && found.file.purpose === 'ORIGINAL') {
    throw found.isRenditionComing
      ? new ReplayError('CLIP_NOT_READY', { details: { retryAfterSeconds: RETRY_AFTER_SECONDS } })
      : new ReplayError('FILE_NOT_FOUND');
  }
  const { id, filename, mimeType, sizeBytes, checksum, storagePath } = found.file;
  return { id, filename, title: found.title, mimeType, sizeBytes, checksum, storagePath };
}
