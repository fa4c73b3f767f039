import { z } from 'zod';
import { clipViewSchema } from './clip-schemas.ts';
import { idSchema, instantRangeSchema, instantSchema, textSchema } from './common.ts';

export const captureStatusSchema = z.enum(['queued', 'pinning', 'cutting', 'finishing', 'done', 'failed', 'cancelled']);
export type CaptureStatus = z.infer<typeof captureStatusSchema>;

/** Where a clip goes. */
export const shareOptionSchema = z.enum(['channel', 'library']);

const captureFields = z.strictObject({
  sessionId: idSchema,
  durationMinutes: z.union([z.literal(1), z.literal(2), z.literal(5), z.literal(10)]).optional(),
  durationSeconds: z.number().min(5).max(3600).optional(),
  range: instantRangeSchema.optional(),
  /** The press on the server's clock; now, when it is missing. */
  pressedAt: instantSchema.optional(),
  shareOption: shareOptionSchema.default('library'),
  targetChannelId: idSchema.optional(),
  title: textSchema.trim().min(1).max(200).optional(),
  /** A retried request with the same key is the same capture. */
  idempotencyKey: textSchema.min(1).max(200).optional(),
});

/** Body of POST /livekit-replay/capture: the last minutes, the last seconds, or a range. */
export const captureInputSchema = captureFields.superRefine((input, context) => {
  const given = [input.durationMinutes, input.durationSeconds, input.range].filter((value) => value !== undefined);
  if (given.length !== 1) {
    context.addIssue({
      code: 'custom',
      path: ['durationMinutes'],
      message: 'Give exactly one of durationMinutes, durationSeconds and range',
    });
  }
  if ((input.shareOption === 'channel') !== (input.targetChannelId !== undefined)) {
    context.addIssue({
      code: 'custom',
      path: ['targetChannelId'],
      message: 'Give targetChannelId with shareOption "channel", and only then',
    });
  }
  const { range } = input;
  if (range && Date.parse(range.endAt) <= Date.parse(range.startAt)) {
    context.addIssue({ code: 'custom', path: ['range', 'endAt'], message: 'The range must end after its start' });
  }
});
/** As a caller writes it. */
export type CaptureInput = z.input<typeof captureInputSchema>;
/** As the schema completes it. */
export type ParsedCaptureInput = z.infer<typeof captureInputSchema>;

/** A capture as its owner follows it. `progress` 0..1; the playlist plays from `cutting` on, from `startOffsetSeconds`. */
export const captureViewSchema = z.object({
  id: z.string(),
  /** Both null for a trim, which is cut from the clip `sourceClipId`. */
  sessionId: z.string().nullable(),
  roomName: z.string().nullable(),
  sourceClipId: z.string().nullable(),
  status: captureStatusSchema,
  progress: z.number(),
  requested: instantRangeSchema,
  actual: instantRangeSchema.nullable(),
  gaps: z.array(instantRangeSchema),
  complete: z.boolean().nullable(),
  durationSeconds: z.number().nullable(),
  playlistUrl: z.string().nullable(),
  startOffsetSeconds: z.number().nullable(),
  clip: clipViewSchema.nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: instantSchema,
});
export type CaptureView = z.infer<typeof captureViewSchema>;
