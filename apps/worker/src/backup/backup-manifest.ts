import { databaseDumpSchema } from '@reprise/db/backup';
import { z } from 'zod';

const fileSchema = z.object({
  id: z.string(),
  /** Relative to REPLAY_STORAGE_PATH. */
  storagePath: z.string(),
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.number().int().min(0),
});

/** What one backup holds, beside the rows themselves. */
export const backupManifestSchema = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Of Reprise. */
  version: z.string(),
  database: databaseDumpSchema,
  /** Every row of a stored file whose content is in the pool. */
  files: z.array(fileSchema),
  /**
   * Rows of the same instant without content. `deleted`: a person deleted the clip while it was copied. `missing`,
   * `damaged`: the storage did not have it as the row says. A restore leaves them out.
   */
  lost: z.array(fileSchema.extend({ reason: z.enum(['deleted', 'missing', 'damaged']) })),
});

/** See {@link backupManifestSchema}. */
export type BackupManifest = z.infer<typeof backupManifestSchema>;
export type BackedUpFile = z.infer<typeof fileSchema>;
