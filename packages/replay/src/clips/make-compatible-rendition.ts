import type { ClipStorage } from '../ports/clip-storage.ts';
import type { MediaTools } from '../ports/media-tools.ts';
import type { AddOutcome, RenditionStore } from '../ports/rendition-store.ts';

/** What everything that is made of a clip in the background needs. */
export interface DerivedFilesDeps {
  renditions: RenditionStore;
  storage: ClipStorage;
  /** Absolute path of a storage path. */
  pathOf: (storagePath: string) => string;
  describeFile: (path: string) => Promise<{ sizeBytes: number; checksum: string }>;
}

export interface MakeRenditionDeps extends DerivedFilesDeps {
  mediaTools: Pick<MediaTools, 'compatibleRendition'>;
}

export type RenditionOutcome = AddOutcome | 'exists';

/** Makes the H.264 + AAC rendition that phones and editors open and others watch. Repeating it changes nothing. */
export async function makeCompatibleRendition(deps: MakeRenditionDeps, clipId: string, signal: AbortSignal): Promise<RenditionOutcome> {
  const original = await deps.renditions.findOriginal(clipId);
  if (!original) return 'clip-gone';
  if (original.hasCompatible) return 'exists';
  const storagePath = original.storagePath.replace(/\.mp4$/, '.compatible.mp4');
  const output = deps.pathOf(storagePath);
  try {
    await deps.mediaTools.compatibleRendition({ input: deps.pathOf(original.storagePath), output, signal });
  } catch (error) {
    // A worker that ends is nobody's failure: the next one tries.
    if (!signal.aborted) await deps.renditions.noteFailure(clipId);
    throw error;
  }
  const outcome = await deps.renditions.addCompatible(clipId, { storagePath, mimeType: 'video/mp4', ...(await deps.describeFile(output)) });
  if (outcome === 'quota-exceeded') await deps.renditions.noteFailure(clipId);
  if (outcome !== 'added') await deps.storage.remove([storagePath]);
  return outcome;
}
