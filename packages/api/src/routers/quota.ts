import { quotaSchema, quotaUsageSchema } from '@reprise/replay';
import { memberProcedure, router } from '../trpc.ts';

export const quotaRouter = router({
  mine: memberProcedure.output(quotaSchema).query(({ ctx }) => ctx.replay.getQuota(ctx.actor)),
  usage: memberProcedure.output(quotaUsageSchema).query(({ ctx }) => ctx.replay.getQuotaUsage(ctx.actor)),
});
