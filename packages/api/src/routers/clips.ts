import {
  captureViewSchema,
  clipPageInputSchema,
  clipPageSchema,
  clipTitleSchema,
  clipViewSchema,
  clipSelectionSchema,
  clipShareSchema,
  deletedClipSchema,
  deletedClipsSchema,
  idSchema,
  messageViewSchema,
  posterInputSchema,
  shareCommentSchema,
  trimInputSchema,
} from '@reprise/replay';
import { z } from 'zod';
import { limitedProcedure, memberProcedure, router } from '../trpc.ts';

const clipId = z.strictObject({ clipId: idSchema });

export const clipsRouter = router({
  mine: memberProcedure
    .input(clipPageInputSchema.extend({ direction: z.enum(['forward', 'backward']).optional() }).prefault({}))
    .output(clipPageSchema)
    .query(({ ctx, input }) => ctx.replay.listClips(ctx.actor, input)),
  get: memberProcedure
    .input(clipId)
    .output(clipViewSchema)
    .query(({ ctx, input }) => ctx.replay.getClip(ctx.actor, input.clipId)),
  rename: memberProcedure
    .input(clipId.extend({ title: clipTitleSchema }))
    .output(clipViewSchema)
    .mutation(({ ctx, input }) => ctx.replay.renameClip(ctx.actor, input.clipId, input.title)),
  trim: limitedProcedure('capture')
    .input(trimInputSchema)
    .output(captureViewSchema)
    .mutation(({ ctx, input }) => ctx.replay.trimClip(ctx.actor, input)),
  choosePoster: limitedProcedure('capture')
    .input(posterInputSchema)
    .output(clipViewSchema)
    .mutation(({ ctx, input }) => ctx.replay.choosePoster(ctx.actor, input)),
  share: limitedProcedure('share')
    .input(clipId.extend({ channelId: idSchema, comment: shareCommentSchema.optional() }))
    .output(messageViewSchema)
    .mutation(({ ctx, input }) => ctx.replay.shareClip(ctx.actor, input.clipId, input.channelId, input.comment)),
  shares: memberProcedure
    .input(clipId)
    .output(z.array(clipShareSchema))
    .query(({ ctx, input }) => ctx.replay.listClipShares(ctx.actor, input.clipId)),
  unshare: memberProcedure
    .input(clipId.extend({ channelId: idSchema }))
    .output(z.object({ removedMessages: z.number().int() }))
    .mutation(({ ctx, input }) => ctx.replay.unshareClip(ctx.actor, input.clipId, input.channelId)),
  delete: memberProcedure
    .input(clipId)
    .output(deletedClipSchema)
    .mutation(({ ctx, input }) => ctx.replay.deleteClip(ctx.actor, input.clipId)),
  deleteMany: memberProcedure
    .input(clipSelectionSchema)
    .output(deletedClipsSchema)
    .mutation(({ ctx, input }) => ctx.replay.deleteClips(ctx.actor, input.clipIds)),
});
