import type { MediaTools } from '../ports/media-tools.ts';
import type { AddOutcome, Picture } from '../ports/rendition-store.ts';
import type { DerivedFilesDeps } from './make-compatible-rendition.ts';

export interface MakePicturesDeps extends DerivedFilesDeps {
  mediaTools: Pick<MediaTools, 'poster' | 'storyboard'>;
  /** A picture that cannot be made is a loss, not a failure: told here. */
  onPictureFailed: (clipId: string, error: unknown) => void;
}

export type PicturesOutcome = AddOutcome | 'exists' | 'none';

/**
 * Makes poster and storyboard of a clip that is there; what cannot be made is left out. Repeating it changes nothing.
 * @throws the signal's reason when aborted
 */
export async function makePictures(deps: MakePicturesDeps, clipId: string, signal: AbortSignal): Promise<PicturesOutcome> {
  const original = await deps.renditions.findOriginal(clipId);
  if (!original) return 'clip-gone';
  if (original.hasPictures) return 'exists';
  const pictures: Picture[] = [];
  const kinds = [
    { purpose: 'POSTER', suffix: 'poster.jpg', make: deps.mediaTools.poster },
    { purpose: 'STORYBOARD', suffix: 'storyboard.jpg', make: deps.mediaTools.storyboard },
  ] as const;
  for (const { purpose, suffix, make } of kinds) {
    const storagePath = original.storagePath.replace(/\.mp4$/, `.${suffix}`);
    const output = deps.pathOf(storagePath);
    try {
      await make({ input: deps.pathOf(original.storagePath), output, durationSeconds: original.durationSeconds, signal });
      pictures.push({ purpose, storagePath, mimeType: 'image/jpeg', ...(await deps.describeFile(output)) });
    } catch (error) {
      if (signal.aborted) throw error;
      deps.onPictureFailed(clipId, error);
    }
  }
  if (pictures.length === 0) return 'none';
  const outcome = await deps.renditions.addPictures(clipId, pictures);
  if (outcome !== 'added') await deps.storage.remove(pictures.map(({ storagePath }) => storagePath));
  return outcome;
}
