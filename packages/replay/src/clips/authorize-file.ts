/** A stored file somebody may read. `storagePath` is relative to REPLAY_STORAGE_PATH; the checksum is SHA-256 in hex. */
export interface StoredFile {
  id: string;
  filename: string;
  mimeType: string;
  sizeBytes: number;
  checksum: string;
  storagePath: string;
}
