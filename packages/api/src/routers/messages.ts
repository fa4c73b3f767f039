import {
  idSchema,
  messagePageInputSchema,
  messagePageSchema,
  messagePlaceSchema,
  messageTextSchema,
  messageViewSchema,
} from '@reprise/replay';
import { z } from 'zod';
import { limitedProcedure, memberProcedure, router } from '../trpc.ts';

export const messagesRouter = router({
  list: memberProcedure
    .input(messagePageInputSchema.extend({ direction: z.enum(['forward', 'backward']).optional() }))
    .output(messagePageSchema)
    .query(({ ctx, input }) => ctx.replay.listMessages(ctx.actor, input)),
  locate: memberProcedure
    .input(z.strictObject({ messageId: idSchema }))
    .output(messagePlaceSchema)
    .query(({ ctx, input }) => ctx.replay.locateMessage(ctx.actor, input.messageId)),
  post: limitedProcedure('post')
    .input(z.strictObject({ channelId: idSchema, text: messageTextSchema }))
    .output(messageViewSchema)
    .mutation(({ ctx, input }) => ctx.replay.postMessage(ctx.actor, input)),
  delete: memberProcedure
    .input(z.strictObject({ messageId: idSchema }))
    .output(z.object({ id: z.string() }))
    .mutation(({ ctx, input }) => ctx.replay.deleteMessage(ctx.actor, input.messageId)),
});
