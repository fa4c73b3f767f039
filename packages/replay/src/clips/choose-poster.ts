import type { Actor } from '../access/actor.ts';
import { ReplayError } from '../errors.ts';
import type { PosterMaker } from '../ports/poster-maker.ts';
import type { ClipView } from '../schemas/clip-schemas.ts';
import { fileOf, toClipView } from './clip-view.ts';
import { type ClipDeps, findOwnClip } from './my-clips.ts';

/**
 * Makes a frame of one's own clip its poster. The picture is a new file with a new id, since what is behind an id never
 * changes; the old one goes, and the quota follows the difference.
 * @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER, CLIP_NOT_READY while it has no poster yet, INVALID_INPUT when nothing is shown then, QUOTA_EXCEEDED, CAPTURE_FAILED
 */
export async function choosePoster(
  deps: ClipDeps & { posters: PosterMaker },
  actor: Actor,
  { clipId, atSeconds }: { clipId: string; atSeconds: number },
): Promise<ClipView> {
  const clip = await findOwnClip(deps, actor, clipId);
  const original = fileOf(clip, 'ORIGINAL');
  if (!original) throw new ReplayError('CLIP_NOT_FOUND');
  // The first one is still being made in the background: it would come back over the chosen one.
  if (!fileOf(clip, 'POSTER')) throw new ReplayError('CLIP_NOT_READY');
  if (atSeconds > clip.durationSeconds) throw new ReplayError('INVALID_INPUT', { details: { fields: [{ field: 'atSeconds' }] } });
  const poster = await deps.posters.make(original.storagePath, atSeconds);
  let outcome: Awaited<ReturnType<typeof deps.clips.setPoster>>;
  try {
    outcome = await deps.clips.setPoster(clipId, poster);
  } catch (error) {
    await deps.storage.remove([poster.storagePath]);
    throw error;
  }
  await deps.storage.remove('refused' in outcome ? [poster.storagePath] : outcome.replaced);
  if ('refused' in outcome) throw new ReplayError(outcome.refused);
  return toClipView(outcome.clip, actor.userId);
}
