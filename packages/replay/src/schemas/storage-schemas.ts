import { z } from 'zod';

/** Where media lies: rolling buffers, or finished clips. */
export const storagePlaceSchema = z.enum(['buffer', 'clips']);
export type StoragePlace = z.infer<typeof storagePlaceSchema>;

/** `nearly-full`: recordings go on, new ones are refused. `full`: buffers in grace are dropped too. `missing`: not mounted. */
export const storageStateSchema = z.enum(['ok', 'nearly-full', 'full', 'read-only', 'missing']);
export type StorageState = z.infer<typeof storageStateSchema>;

/** Something an instance admin has to do about a disk; `text` says what is wrong and what that stops. */
export const storageProblemSchema = z.object({
  nodeId: z.string(),
  place: storagePlaceSchema,
  state: storageStateSchema.exclude(['ok']),
  freeBytes: z.number(),
  totalBytes: z.number(),
  text: z.string(),
});
export type StorageProblem = z.infer<typeof storageProblemSchema>;
