import { z } from 'zod';
import { captureStatusSchema } from './capture-schemas.ts';
import { idSchema, instantSchema } from './common.ts';
import { sessionStatusSchema } from './session-schemas.ts';

/** What happened, as every live subscription gets it. What {@link unstoredEventTypes} names cannot be resumed. */
export const liveEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('session.changed'),
    topic: z.string(),
    payload: z.object({ sessionId: z.string(), roomName: z.string(), status: sessionStatusSchema, reason: z.string().nullable() }),
  }),
  z.object({
    type: z.literal('session.progress'),
    topic: z.string(),
    payload: z.object({
      sessionId: z.string(),
      bufferedFrom: instantSchema,
      bufferedTo: instantSchema,
      bufferBytes: z.number(),
      bitrateBps: z.number(),
    }),
  }),
  z.object({
    type: z.literal('capture.changed'),
    topic: z.string(),
    payload: z.object({ captureId: z.string(), status: captureStatusSchema, progress: z.number() }),
  }),
  z.object({
    type: z.literal('capture.made'),
    topic: z.string(),
    payload: z.object({
      captureId: z.string(),
      sessionId: z.string(),
      byUserId: z.string(),
      byUsername: z.string(),
      durationSeconds: z.number(),
    }),
  }),
  z.object({
    type: z.literal('message.changed'),
    topic: z.string(),
    payload: z.object({ messageId: z.string(), channelId: z.string(), change: z.enum(['posted', 'deleted', 'clip-deleted']) }),
  }),
  z.object({
    type: z.literal('session.gap'),
    topic: z.string(),
    payload: z.object({
      sessionId: z.string(),
      startAt: instantSchema,
      /** Null: the recorder is on its way back. */
      endAt: instantSchema.nullable(),
      reason: z.string(),
    }),
  }),
  z.object({
    type: z.literal('community.changed'),
    topic: z.string(),
    payload: z.object({ communityId: z.string(), what: z.enum(['name', 'settings', 'roles', 'members', 'channels', 'invites']) }),
  }),
  z.object({ type: z.literal('preferences.changed'), topic: z.string(), payload: z.object({}) }),
  z.object({ type: z.literal('presence.changed'), topic: z.string(), payload: z.object({ roomName: z.string() }) }),
  z.object({ type: z.literal('clip.changed'), topic: z.string(), payload: z.object({ clipId: z.string() }) }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;

/** Told to those who listen at that instant, and to nobody later. */
export const unstoredEventTypes: ReadonlySet<LiveEvent['type']> = new Set(['session.progress', 'session.gap', 'presence.changed']);

/** A subscription: one's own events, and those of the communities, the room and the text channel that are named. */
export const liveInputSchema = z.strictObject({
  /** What changes in them, and who comes and goes in the calls there that one may join. */
  communityIds: z.array(idSchema).max(200).optional(),
  roomName: idSchema.optional(),
  channelId: idSchema.optional(),
  lastEventId: z.string().nullish(),
});
export type LiveInput = z.infer<typeof liveInputSchema>;
