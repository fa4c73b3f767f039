import { z } from '@hono/zod-openapi';
import { bytesSchema, clipPageSchema, idSchema, instantRangeSchema, MAX_INTEGER } from '@reprise/replay';

/** Every error of the REST API. */
export const errorSchema = z
  .object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()).optional() })
  .openapi('Error');

/** A finished capture: POST /capture. */
export const capturedSchema = z
  .object({
    clipId: z.string(),
    fileId: z.string(),
    durationSeconds: z.number(),
    sizeBytes: bytesSchema,
    checksum: z.string(),
    requested: instantRangeSchema,
    actual: instantRangeSchema,
    gaps: z.array(instantRangeSchema),
    complete: z.boolean(),
  })
  .openapi('CapturedClip');

/** 202 of a capture that is still being made. */
export const acceptedCaptureSchema = z.object({ captureId: z.string() }).openapi('AcceptedCapture');

export const restClipPageSchema = clipPageSchema.omit({ nextCursor: true }).openapi('ReplayClipPage');

/** Query of GET /my-clips: strings, as queries are. */
export const clipQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(MAX_INTEGER).default(0),
  communityId: idSchema.optional(),
});
