/** A further file of a clip that is there. `storagePath` is relative to REPLAY_STORAGE_PATH. */
export interface Rendition {
  storagePath: string;
  mimeType: string;
  sizeBytes: number;
  checksum: string;
}

/** A still out of a clip. */
export interface Picture extends Rendition {
  purpose: 'POSTER' | 'STORYBOARD';
}

/** What of a clip is there. */
export interface OriginalClip {
  /** Of the MP4 as cut. */
  storagePath: string;
  durationSeconds: number;
  hasCompatible: boolean;
  hasPictures: boolean;
}

/** `clip-gone`: deleted meanwhile. Unless `added`, the files are the caller's to remove. */
export type AddOutcome = 'added' | 'clip-gone' | 'quota-exceeded';

/** Adds to clips what is made of them in the background: rows and quota in one transaction, out of what the clip's capture still holds. */
export interface RenditionStore {
  /** Null: deleted meanwhile. */
  findOriginal(clipId: string): Promise<OriginalClip | null>;
  /** Clips without the compatible rendition for which it is not given up, oldest first; at most 1000. */
  listWithoutCompatible(): Promise<string[]>;
  /** One more try of the compatible rendition in vain; the last one gives it up and its reservation back. */
  noteFailure(clipId: string): Promise<void>;
  /** Ends the reservation. */
  addCompatible(clipId: string, rendition: Rendition): Promise<AddOutcome>;
  /** Leaves what they do not need of the reservation to the compatible rendition. */
  addPictures(clipId: string, pictures: Picture[]): Promise<AddOutcome>;
}
