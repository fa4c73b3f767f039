/** A picture beside its clip; `storagePath` is relative to REPLAY_STORAGE_PATH, the checksum SHA-256 in hex. */
export interface Poster {
  storagePath: string;
  mimeType: string;
  sizeBytes: number;
  checksum: string;
}

/** Makes pictures out of stored clips. */
export interface PosterMaker {
  /** The frame that is shown at `atSeconds` of a stored MP4, as a new file beside it. @throws ReplayError CAPTURE_FAILED */
  make(originalStoragePath: string, atSeconds: number): Promise<Poster>;
}
