import { z } from 'zod';
import { idSchema, instantSchema } from './common.ts';

/** What a sharer may ask for; what really arrives is in {@link RoomSession} `media`. */
export const qualitySchema = z.enum(['720p', '1080p', '1440p']);
export type Quality = z.infer<typeof qualitySchema>;

/** Who writes the buffer. */
export const recorderKindSchema = z.enum(['direct', 'egress']);

/** See sessions/transitions.ts for what may follow what. */
export const sessionStatusSchema = z.enum(['starting', 'active', 'grace', 'stopping', 'stopped', 'ended', 'failed']);
export type SessionStatus = z.infer<typeof sessionStatusSchema>;

/** Codec and picture of the share, as it arrives. */
export const mediaDescriptionSchema = z.object({
  video: z.object({ codec: z.string(), width: z.number(), height: z.number(), framesPerSecond: z.number().optional() }).optional(),
  audio: z.object({ codec: z.string() }).optional(),
});

/** Body of POST /livekit-replay/start. Without a quality the community's default is taken. */
export const startSessionInputSchema = z.strictObject({
  roomName: idSchema,
  communityId: idSchema.nullish(),
  quality: qualitySchema.optional(),
  videoTrackId: idSchema.optional(),
  audioTrackId: idSchema.optional(),
});
export type StartSessionInput = z.infer<typeof startSessionInputSchema>;

/** A started session. */
export const sessionSchema = z.object({
  id: z.string(),
  egressId: z.string(),
  roomName: z.string(),
  userId: z.string(),
  communityId: z.string().nullable(),
  quality: qualitySchema,
  recorder: recorderKindSchema,
  status: sessionStatusSchema,
  startedAt: instantSchema,
});
export type SessionView = z.infer<typeof sessionSchema>;

/** The answer to a stop. */
export const stoppedSessionSchema = z.object({ id: z.string(), status: z.literal('stopped'), endedAt: instantSchema });
export type StoppedSession = z.infer<typeof stoppedSessionSchema>;

/** A session as everybody in the room sees it. */
export const roomSessionSchema = z.object({
  id: z.string(),
  userId: z.string(),
  username: z.string(),
  quality: qualitySchema,
  recorder: recorderKindSchema,
  status: sessionStatusSchema,
  reason: z.string().nullable(),
  startedAt: instantSchema,
  bufferedFrom: instantSchema.nullable(),
  bufferedTo: instantSchema.nullable(),
  bufferBytes: z.number(),
  bitrateBps: z.number().nullable(),
  media: mediaDescriptionSchema.nullable(),
  graceUntil: instantSchema.nullable(),
  canCapture: z.boolean(),
  canStop: z.boolean(),
});
export type RoomSession = z.infer<typeof roomSessionSchema>;

/** One line of GET /livekit-replay/status/:roomName; `durationMinutes` is what is buffered, to two decimals. */
export const roomStatusSchema = z.object({
  id: z.string(),
  userId: z.string(),
  username: z.string(),
  quality: qualitySchema,
  startedAt: instantSchema,
  durationMinutes: z.number(),
});
export type RoomStatus = z.infer<typeof roomStatusSchema>;

/** A voice channel the caller may join. */
export const roomSchema = z.object({
  roomName: z.string(),
  channelName: z.string(),
  communityId: z.string(),
  communityName: z.string(),
});
export type Room = z.infer<typeof roomSchema>;

/** What a browser needs to join a call; `token` lives 10 minutes. */
export const callTokenSchema = z.object({
  url: z.string(),
  token: z.string(),
  identity: z.string(),
  channelName: z.string(),
  communityId: z.string(),
  communityName: z.string(),
});
export type CallToken = z.infer<typeof callTokenSchema>;
