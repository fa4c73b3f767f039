import { meSchema } from '@reprise/replay';
import { memberProcedure, router } from '../trpc.ts';

export const meRouter = router({
  get: memberProcedure.output(meSchema).query(({ ctx }) => ctx.replay.getMe(ctx.actor)),
});
