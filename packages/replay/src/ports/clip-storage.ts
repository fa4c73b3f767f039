/** Where finished clips are kept. Paths are relative, as in the rows. */
export interface ClipStorage {
  /** Removes files; one that is missing is fine. Never throws: what stays is reported and found by the audit. */
  remove(storagePaths: string[]): Promise<void>;
}
