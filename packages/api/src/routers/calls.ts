import { callTokenSchema, idSchema } from '@reprise/replay';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';

export const callsRouter = router({
  join: memberProcedure
    .input(z.strictObject({ roomName: idSchema }))
    .output(callTokenSchema)
    .mutation(({ ctx, input }) => ctx.replay.joinCall(ctx.actor, input.roomName)),
});
