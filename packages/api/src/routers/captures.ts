import { captureInputSchema, captureViewSchema, idSchema } from '@reprise/replay';
import { z } from 'zod';
import { limitedProcedure, memberProcedure, router } from '../trpc.ts';

const captureId = z.strictObject({ captureId: idSchema });

export const capturesRouter = router({
  request: limitedProcedure('capture')
    .input(captureInputSchema)
    .output(captureViewSchema)
    .mutation(({ ctx, input }) => ctx.replay.requestCapture(ctx.actor, input)),
  get: memberProcedure
    .input(captureId)
    .output(captureViewSchema)
    .query(({ ctx, input }) => ctx.replay.getCapture(ctx.actor, input.captureId)),
  recent: memberProcedure
    .input(z.strictObject({ roomName: idSchema.optional() }).optional())
    .output(z.array(captureViewSchema))
    .query(({ ctx, input }) => ctx.replay.listRecentCaptures(ctx.actor, input?.roomName)),
  cancel: memberProcedure
    .input(captureId)
    .output(captureViewSchema)
    .mutation(({ ctx, input }) => ctx.replay.cancelCapture(ctx.actor, input.captureId)),
  retry: limitedProcedure('capture')
    .input(captureId)
    .output(captureViewSchema)
    .mutation(({ ctx, input }) => ctx.replay.retryCapture(ctx.actor, input.captureId)),
});
