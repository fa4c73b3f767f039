import { clipExportSchema, exportInputSchema, idSchema } from '@reprise/replay';
import { z } from 'zod';
import { limitedProcedure, memberProcedure, router } from '../trpc.ts';

const clipId = z.strictObject({ clipId: idSchema });

export const exportsRouter = router({
  get: memberProcedure
    .input(clipId)
    .output(clipExportSchema.nullable())
    .query(({ ctx, input }) => ctx.replay.getExport(ctx.actor, input.clipId)),
  request: limitedProcedure('export')
    .input(exportInputSchema)
    .output(clipExportSchema)
    .mutation(({ ctx, input }) => ctx.replay.requestExport(ctx.actor, input)),
  delete: memberProcedure
    .input(clipId)
    .output(z.object({ clipId: z.string() }))
    .mutation(({ ctx, input }) => ctx.replay.deleteExport(ctx.actor, input.clipId)),
});
