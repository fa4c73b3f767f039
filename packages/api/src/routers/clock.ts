import { z } from 'zod';
import { publicProcedure, router } from '../trpc.ts';

export const clockRouter = router({
  /** Server wall clock, so that a browser can tell its press in server time. */
  now: publicProcedure.output(z.object({ nowMs: z.number() })).query(({ ctx }) => ({ nowMs: ctx.now() })),
});
