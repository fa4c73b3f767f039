import { clipPageInputSchema, clipPageSchema, clipTitleSchema, clipViewSchema, deletedClipSchema, idSchema } from '@reprise/replay';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';

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
  delete: memberProcedure
    .input(clipId)
    .output(deletedClipSchema)
    .mutation(({ ctx, input }) => ctx.replay.deleteClip(ctx.actor, input.clipId)),
});
