import { callRulesSchema, callTokenSchema, idSchema } from '@reprise/replay';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';

export const callsRouter = router({
  rules: memberProcedure
    .input(z.strictObject({ roomName: idSchema }))
    .output(callRulesSchema)
    .query(({ ctx, input }) => ctx.replay.getCallRules(ctx.actor, input.roomName)),
  join: memberProcedure
    .input(z.strictObject({ roomName: idSchema }))
    .output(callTokenSchema)
    .mutation(({ ctx, input }) => ctx.replay.joinCall(ctx.actor, input.roomName)),
});
