import { z } from 'zod';
import { clipViewSchema } from './clip-schemas.ts';
import { idSchema, instantSchema, textSchema } from './common.ts';

/** What somebody writes in a channel. */
export const messageTextSchema = textSchema.trim().min(1).max(4000);

/** A clip as a message shows it. */
export const messageClipSchema = clipViewSchema.pick({
  id: true,
  title: true,
  durationSeconds: true,
  width: true,
  height: true,
  isOwn: true,
  fileUrl: true,
  downloadUrl: true,
  compatibleState: true,
  posterUrl: true,
  storyboardUrl: true,
});

/** A message as one person sees it. `isClipDeleted`: it carried a clip that is gone; then `clip` is null. */
export const messageViewSchema = z.object({
  id: z.string(),
  channelId: z.string(),
  author: z.object({ id: z.string(), name: z.string() }),
  text: z.string(),
  clip: messageClipSchema.nullable(),
  isClipDeleted: z.boolean(),
  canDelete: z.boolean(),
  createdAt: instantSchema,
});
export type MessageView = z.infer<typeof messageViewSchema>;

/** Where the page before ended: an instant and an id, so that it holds also when that message is deleted. */
export const messageCursorSchema = z.string().regex(/^\d{1,15}_[\w-]{1,64}$/, 'Not a cursor');

/** A page of a channel's messages, newest first. */
export const messagePageInputSchema = z.strictObject({
  channelId: idSchema,
  limit: z.number().int().min(1).max(100).default(50),
  /** The `nextCursor` of the page before. */
  cursor: messageCursorSchema.nullish(),
  /** Where the first page begins, for links into the past; without it, at the newest message. */
  startAt: messageCursorSchema.optional(),
});
export type MessagePageInput = z.infer<typeof messagePageInputSchema>;

/** Where a message is: its channel, and the cursor of the page that shows it with some newer ones; null: the newest page. */
export const messagePlaceSchema = z.object({ channelId: z.string(), cursor: z.string().nullable() });
export type MessagePlace = z.infer<typeof messagePlaceSchema>;

export const messagePageSchema = z.object({ messages: z.array(messageViewSchema), nextCursor: z.string().nullable() });
export type MessagePage = z.infer<typeof messagePageSchema>;
