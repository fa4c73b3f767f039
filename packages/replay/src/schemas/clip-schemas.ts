import { z } from 'zod';
import { bytesSchema, idSchema, MAX_INTEGER, textSchema, instantRangeSchema, instantSchema } from './common.ts';

/** How a list of clips is ordered. */
export const clipSortSchema = z.enum(['newest', 'oldest', 'longest', 'largest']);
export type ClipSort = z.infer<typeof clipSortSchema>;

/** A page of one's own clips, newest first unless asked otherwise. */
export const clipPageInputSchema = z.strictObject({
  limit: z.number().int().min(1).max(100).default(20),
  /** How many clips to skip: the `nextCursor` of the page before. */
  cursor: z.number().int().min(0).max(MAX_INTEGER).default(0),
  communityId: idSchema.optional(),
  /** Any part of a title, in whatever case. */
  search: textSchema.trim().min(1).max(200).optional(),
  /** Only clips made from here on. */
  from: instantSchema.optional(),
  /** Only clips made before. */
  until: instantSchema.optional(),
  sort: clipSortSchema.optional(),
});
export type ClipPageInput = z.infer<typeof clipPageInputSchema>;

/** A new title. */
export const clipTitleSchema = textSchema.trim().min(1).max(200);

/** A range of one's own clip that becomes a clip of its own; seconds of the clip. Without a title it takes the clip's. */
export const trimInputSchema = z.strictObject({
  clipId: idSchema,
  startSeconds: z.number().min(0).max(MAX_INTEGER),
  endSeconds: z.number().min(0).max(MAX_INTEGER),
  title: clipTitleSchema.optional(),
  /** A retried request with the same key is the same trim. */
  idempotencyKey: textSchema.min(1).max(200).optional(),
});
export type TrimInput = z.infer<typeof trimInputSchema>;

/** The frame that becomes the poster; seconds of the clip. */
export const posterInputSchema = z.strictObject({ clipId: idSchema, atSeconds: z.number().min(0).max(MAX_INTEGER) });

/** The clip's MP4 as cut. */
export const clipFileSchema = z.object({
  id: z.string(),
  filename: z.string(),
  mimeType: z.string(),
  size: bytesSchema,
  checksum: z.string(),
});

/** What has become of a clip's H.264 + AAC rendition: `unavailable` is one that was given up after several tries. */
export const compatibleStateSchema = z.enum(['ready', 'preparing', 'unavailable']);
export type CompatibleState = z.infer<typeof compatibleStateSchema>;

/**
 * A clip. Its owner gets the MP4 as cut, and under `downloadUrl` the rendition once `compatibleState` is `ready`; everybody
 * else gets only the latter, which holds nothing before the start: while it is `preparing`, its URLs answer CLIP_NOT_READY.
 */
export const clipViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** The caller captured it. */
  isOwn: z.boolean(),
  roomName: z.string(),
  communityId: z.string().nullable(),
  communityName: z.string().nullable(),
  durationSeconds: z.number(),
  sizeBytes: bytesSchema,
  width: z.number().nullable(),
  height: z.number().nullable(),
  createdAt: instantSchema,
  capturedAt: instantSchema,
  requested: instantRangeSchema,
  actual: instantRangeSchema,
  gaps: z.array(instantRangeSchema),
  complete: z.boolean(),
  fileUrl: z.string(),
  downloadUrl: z.string(),
  compatibleState: compatibleStateSchema,
  posterUrl: z.string().nullable(),
  storyboardUrl: z.string().nullable(),
  checksum: z.string(),
  file: clipFileSchema,
});
export type ClipView = z.infer<typeof clipViewSchema>;

export const clipPageSchema = z.object({
  clips: z.array(clipViewSchema),
  total: z.number().int(),
  hasMore: z.boolean(),
  nextCursor: z.number().int().nullable(),
});
export type ClipPage = z.infer<typeof clipPageSchema>;

/** Clips to delete at once. */
export const clipSelectionSchema = z.strictObject({ clipIds: z.array(idSchema).min(1).max(200) });

/** What deleting several gave back; clips that were gone already are not among `deletedIds`. */
export const deletedClipsSchema = z.object({
  deletedIds: z.array(z.string()),
  freedBytes: bytesSchema,
  remainingQuotaBytes: bytesSchema,
});
export type DeletedClips = z.infer<typeof deletedClipsSchema>;

/** A message that carries one's clip. */
export const clipShareSchema = z.object({
  messageId: z.string(),
  channelId: z.string(),
  channelName: z.string(),
  communityName: z.string(),
  sharedAt: instantSchema,
});
export type ClipShare = z.infer<typeof clipShareSchema>;

/** What is written under a clip that is shared. */
export const shareCommentSchema = textSchema.trim().min(1).max(2000);

/** What deleting a clip gave back. */
export const deletedClipSchema = z.object({ freedBytes: bytesSchema, remainingQuotaBytes: bytesSchema });
export type DeletedClip = z.infer<typeof deletedClipSchema>;
