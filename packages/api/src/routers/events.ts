import { type LiveEvent, liveInputSchema } from '@reprise/replay';
import { tracked } from '@trpc/server';
import { memberProcedure, router } from '../trpc.ts';

export const eventsRouter = router({
  /** What happens to one's own things and, when they are named, in a room one may join and a channel one may read. Resumes after `lastEventId`. */
  live: memberProcedure.input(liveInputSchema).subscription(async function* ({ ctx, input, signal }) {
    const topics = await ctx.replay.listTopics(ctx.actor, input);
    for await (const { id, event } of ctx.events.follow(topics, input.lastEventId ?? null, signal)) {
      yield tracked<LiveEvent>(id, event);
    }
  }),
});
