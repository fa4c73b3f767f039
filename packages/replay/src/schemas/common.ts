import { z } from 'zod';

/** Text that PostgreSQL can store and compare: any but the character NUL. */
export const textSchema = z.string().refine((text) => !text.includes('\0'), 'Must not contain the character NUL');

/** The largest value of the database's integers. */
export const MAX_INTEGER = 2_147_483_647;

/** An id or room name given by a caller: whether it exists is the core's question, not the schema's. */
export const idSchema = textSchema.min(1).max(200);

/** An instant as ISO 8601 with an offset, such as 2026-11-21T08:00:00.000Z. */
export const instantSchema = z.iso.datetime({ offset: true });

/** A range of wall-clock time. */
export const instantRangeSchema = z.strictObject({ startAt: instantSchema, endAt: instantSchema });

/** A range of wall-clock time as the API gives it. */
export type InstantRange = z.infer<typeof instantRangeSchema>;

/** Bytes: exact in a JSON number up to 8 PiB. */
export const bytesSchema = z.number().int().nonnegative();
