import {
  accountPageSchema,
  auditPageInputSchema,
  auditPageSchema,
  communityConfigPatchSchema,
  communityConfigSchema,
  communitySummaryPageSchema,
  communityUsageSchema,
  captureViewSchema,
  failedCapturePageInputSchema,
  failedCapturePageSchema,
  instanceOverviewSchema,
  runningSessionSchema,
  searchPageInputSchema,
  stoppedSessionSchema,
  usageInputSchema,
  idSchema,
  storageProblemSchema,
  userQuotaPatchSchema,
  userQuotaSchema,
} from '@reprise/replay';
import { z } from 'zod';
import { limitedProcedure, memberProcedure, router } from '../trpc.ts';

const communityId = z.strictObject({ communityId: idSchema });
const userId = z.strictObject({ userId: idSchema });
/** What the client adds to pages that it scrolls through. */
const direction = { direction: z.enum(['forward', 'backward']).optional() };

export const adminRouter = router({
  audit: memberProcedure
    .input(auditPageInputSchema.extend(direction).prefault({}))
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
  runningSessions: memberProcedure
    .input(communityId.partial().prefault({}))
    .output(z.array(runningSessionSchema))
    .query(({ ctx, input }) => ctx.replay.listRunningSessions(ctx.actor, input.communityId)),
  stopSession: limitedProcedure('stop')
    .input(z.strictObject({ sessionId: idSchema }))
    .output(stoppedSessionSchema)
    .mutation(({ ctx, input }) => ctx.replay.stopSessionAsManager(ctx.actor, input.sessionId)),
  usage: memberProcedure
    .input(usageInputSchema)
    .output(communityUsageSchema)
    .query(({ ctx, input }) => ctx.replay.getCommunityUsage(ctx.actor, input)),
  overview: memberProcedure.output(instanceOverviewSchema).query(({ ctx }) => ctx.replay.getInstanceOverview(ctx.actor)),
  accounts: memberProcedure
    .input(searchPageInputSchema.extend(direction).prefault({}))
    .output(accountPageSchema)
    .query(({ ctx, input }) => ctx.replay.listAccounts(ctx.actor, input)),
  communities: memberProcedure
    .input(searchPageInputSchema.extend(direction).prefault({}))
    .output(communitySummaryPageSchema)
    .query(({ ctx, input }) => ctx.replay.listCommunitySummaries(ctx.actor, input)),
  failedCaptures: memberProcedure
    .input(failedCapturePageInputSchema.extend(direction).prefault({}))
    .output(failedCapturePageSchema)
    .query(({ ctx, input }) => ctx.replay.listFailedCaptures(ctx.actor, input)),
  retryCapture: limitedProcedure('capture')
    .input(z.strictObject({ captureId: idSchema }))
    .output(captureViewSchema)
    .mutation(({ ctx, input }) => ctx.replay.retryAnyCapture(ctx.actor, input.captureId)),
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
