import { channelMemberSchema, channelPatchSchema, channelViewSchema, idSchema, newChannelSchema } from '@reprise/replay';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';

const channelId = z.strictObject({ channelId: idSchema });
const member = channelId.extend({ userId: idSchema });
const person = z.object({ userId: z.string() });

export const channelsRouter = router({
  list: memberProcedure
    .input(z.strictObject({ communityId: idSchema }))
    .output(z.array(channelViewSchema))
    .query(({ ctx, input }) => ctx.replay.listChannels(ctx.actor, input.communityId)),
  create: memberProcedure
    .input(newChannelSchema)
    .output(channelViewSchema)
    .mutation(({ ctx, input }) => ctx.replay.createChannel(ctx.actor, input)),
  patch: memberProcedure
    .input(channelPatchSchema.extend(channelId.shape))
    .output(channelViewSchema)
    .mutation(({ ctx, input: { channelId, ...patch } }) => ctx.replay.patchChannel(ctx.actor, channelId, patch)),
  delete: memberProcedure
    .input(channelId)
    .output(z.object({ id: z.string() }))
    .mutation(({ ctx, input }) => ctx.replay.deleteChannel(ctx.actor, input.channelId)),
  members: memberProcedure
    .input(channelId)
    .output(z.array(channelMemberSchema))
    .query(({ ctx, input }) => ctx.replay.listChannelMembers(ctx.actor, input.channelId)),
  addMember: memberProcedure
    .input(member)
    .output(person)
    .mutation(({ ctx, input }) => ctx.replay.addChannelMember(ctx.actor, input.channelId, input.userId)),
  removeMember: memberProcedure
    .input(member)
    .output(person)
    .mutation(({ ctx, input }) => ctx.replay.removeChannelMember(ctx.actor, input.channelId, input.userId)),
});
