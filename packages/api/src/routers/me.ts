import { meSchema, userPreferencesPatchSchema, userPreferencesSchema } from '@reprise/replay';
import { memberProcedure, router } from '../trpc.ts';

export const meRouter = router({
  get: memberProcedure.output(meSchema).query(({ ctx }) => ctx.replay.getMe(ctx.actor)),
  preferences: memberProcedure.output(userPreferencesSchema).query(({ ctx }) => ctx.replay.getPreferences(ctx.actor)),
  updatePreferences: memberProcedure
    .input(userPreferencesPatchSchema)
    .output(userPreferencesSchema)
    .mutation(({ ctx, input }) => ctx.replay.patchPreferences(ctx.actor, input)),
});
