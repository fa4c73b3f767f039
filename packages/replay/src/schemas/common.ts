import { z } from 'zod';

/** An id or room name given by a caller: whether it exists is the core's question, not the schema's. */
export const idSchema = z.string().min(1).max(200);

/** An instant as ISO 8601 with an offset, such as 2026-11-21T08:00:00.000Z. */
export const instantSchema = z.iso.datetime({ offset: true });

/** A range of wall-clock time. */
export const instantRangeSchema = z.strictObject({ startAt: instantSchema, endAt: instantSchema });

/** A range of wall-clock time as the API gives it. */
export type InstantRange = z.infer<typeof instantRangeSchema>;

/** Bytes: exact in a JSON number up to 8 PiB. */
export const bytesSchema = z.number().int().nonnegative();
