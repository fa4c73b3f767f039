import { idSchema, roomSessionSchema, sessionSchema, startSessionInputSchema, stoppedSessionSchema } from '@reprise/replay';
import { z } from 'zod';
import { limitedProcedure, memberProcedure, router } from '../trpc.ts';

export const sessionsRouter = router({
  inRoom: memberProcedure
    .input(z.strictObject({ roomName: idSchema }))
    .output(z.array(roomSessionSchema))
    .query(({ ctx, input }) => ctx.replay.listRoomSessions(ctx.actor, input.roomName)),
  start: limitedProcedure('start')
    .input(startSessionInputSchema)
    .output(sessionSchema)
    .mutation(({ ctx, input }) => ctx.replay.startSession(ctx.actor, input)),
  stop: limitedProcedure('stop')
    .input(z.strictObject({ sessionId: idSchema }))
    .output(stoppedSessionSchema)
    .mutation(({ ctx, input }) => ctx.replay.stopSession(ctx.actor, input.sessionId)),
});
