import { z } from 'zod';
import { bytesSchema, idSchema, instantSchema } from './common.ts';

/** One megabyte as the places that limit uploads count it. */
const MEGABYTE = 1_000_000;

/** A clip to be made small enough: `limitBytes` from 1 MB to 2 GB. */
export const exportInputSchema = z.strictObject({
  clipId: idSchema,
  limitBytes: z
    .number()
    .int()
    .min(MEGABYTE)
    .max(2000 * MEGABYTE),
});
export type ExportInput = z.infer<typeof exportInputSchema>;

export const exportStatusSchema = z.enum(['queued', 'running', 'done', 'failed']);

/** An export of one's own clip. It is kept until `keptUntil`, until another is asked for, or until the clip is deleted. */
export const clipExportSchema = z.object({
  clipId: z.string(),
  limitBytes: bytesSchema,
  status: exportStatusSchema,
  progress: z.number(),
  sizeBytes: bytesSchema.nullable(),
  downloadUrl: z.string().nullable(),
  errorCode: z.string().nullable(),
  keptUntil: instantSchema.nullable(),
});
export type ClipExportView = z.infer<typeof clipExportSchema>;
