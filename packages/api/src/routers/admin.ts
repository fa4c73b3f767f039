import {
  auditPageInputSchema,
  auditPageSchema,
  communityConfigPatchSchema,
  communityConfigSchema,
  idSchema,
  storageProblemSchema,
  userQuotaPatchSchema,
  userQuotaSchema,
} from '@reprise/replay';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';

const communityId = z.strictObject({ communityId: idSchema });
const userId = z.strictObject({ userId: idSchema });

export const adminRouter = router({
  audit: memberProcedure
    .input(auditPageInputSchema.extend({ direction: z.enum(['forward', 'backward']).optional() }).prefault({}))
    .output(auditPageSchema)
    .query(({ ctx, input }) => ctx.replay.listAudit(ctx.actor, input)),
  communityConfig: router({
    get: memberProcedure
      .input(communityId)
      .output(communityConfigSchema)
      .query(({ ctx, input }) => ctx.replay.getCommunityConfig(ctx.actor, input.communityId)),
    patch: memberProcedure
      .input(communityConfigPatchSchema.extend(communityId.shape))
      .output(communityConfigSchema)
      .mutation(({ ctx, input: { communityId, ...patch } }) => ctx.replay.patchCommunityConfig(ctx.actor, communityId, patch)),
  }),
  storageProblems: memberProcedure.output(z.array(storageProblemSchema)).query(({ ctx }) => ctx.replay.listStorageProblems(ctx.actor)),
  userQuota: router({
    get: memberProcedure
      .input(userId)
      .output(userQuotaSchema)
      .query(({ ctx, input }) => ctx.replay.getUserQuota(ctx.actor, input.userId)),
    patch: memberProcedure
      .input(userQuotaPatchSchema.extend(userId.shape))
      .output(userQuotaSchema)
      .mutation(({ ctx, input }) => ctx.replay.setUserQuota(ctx.actor, input.userId, input.quotaBytes)),
  }),
});
