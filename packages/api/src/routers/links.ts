import { clipLinkSchema, clipLinksSchema, idSchema, madeClipLinkSchema, newClipLinkSchema } from '@reprise/replay';
import { z } from 'zod';
import { limitedProcedure, memberProcedure, router } from '../trpc.ts';

export const linksRouter = router({
  list: memberProcedure
    .input(z.strictObject({ clipId: idSchema }))
    .output(clipLinksSchema)
    .query(({ ctx, input }) => ctx.replay.listClipLinks(ctx.actor, input.clipId)),
  create: limitedProcedure('link')
    .input(newClipLinkSchema)
    .output(madeClipLinkSchema)
    .mutation(({ ctx, input }) => ctx.replay.createClipLink(ctx.actor, input)),
  revoke: memberProcedure
    .input(z.strictObject({ linkId: idSchema }))
    .output(clipLinkSchema)
    .mutation(({ ctx, input }) => ctx.replay.revokeClipLink(ctx.actor, input.linkId)),
});
