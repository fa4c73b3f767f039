/** A further encoding of a clip. `storagePath` is relative to REPLAY_STORAGE_PATH. */
export interface Rendition {
  storagePath: string;
  mimeType: string;
  sizeBytes: number;
  checksum: string;
}

/** Adds renditions to clips. */
export interface RenditionStore {
  /** The clip's MP4 as cut; null: deleted meanwhile. */
  findOriginal(clipId: string): Promise<{ storagePath: string; hasCompatible: boolean } | null>;
  /** Clips without this rendition for which it is not given up, oldest first; at most 1000. */
  listWithoutCompatible(): Promise<string[]>;
  /** One more try in vain; the last one gives the rendition up and its reservation back. */
  noteFailure(clipId: string): Promise<void>;
  /** The row and the quota in one transaction, out of what the clip's capture still holds. Unless `added`, the file is the caller's to remove. */
  addCompatible(clipId: string, rendition: Rendition): Promise<'added' | 'clip-gone' | 'quota-exceeded'>;
}
