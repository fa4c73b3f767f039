import { communityViewSchema } from '@reprise/replay';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';

export const communitiesRouter = router({
  list: memberProcedure.output(z.array(communityViewSchema)).query(({ ctx }) => ctx.replay.listCommunities(ctx.actor)),
});
