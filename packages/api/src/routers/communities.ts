import {
  callPresenceSchema,
  communityDetailsSchema,
  communityViewSchema,
  idSchema,
  inviteLinkSchema,
  inviteViewSchema,
  memberPageInputSchema,
  memberPageSchema,
  newInviteSchema,
  permissionNameSchema,
  placeNameSchema,
  roleViewSchema,
} from '@reprise/replay';
import { z } from 'zod';
import { limitedProcedure, memberProcedure, router } from '../trpc.ts';

const communityId = z.strictObject({ communityId: idSchema });
const invite = z.strictObject({ inviteCode: idSchema });
const member = communityId.extend({ userId: idSchema });

export const communitiesRouter = router({
  list: memberProcedure.output(z.array(communityViewSchema)).query(({ ctx }) => ctx.replay.listCommunities(ctx.actor)),
  get: memberProcedure
    .input(communityId)
    .output(communityDetailsSchema)
    .query(({ ctx, input }) => ctx.replay.getCommunity(ctx.actor, input.communityId)),
  presence: memberProcedure.output(z.array(callPresenceSchema)).query(({ ctx }) => ctx.replay.listPresence(ctx.actor)),
  create: limitedProcedure('join')
    .input(z.strictObject({ name: placeNameSchema }))
    .output(z.object({ id: z.string(), name: z.string() }))
    .mutation(({ ctx, input }) => ctx.replay.createCommunity(ctx.actor, input.name)),
  rename: memberProcedure
    .input(communityId.extend({ name: placeNameSchema }))
    .output(z.object({ id: z.string(), name: z.string() }))
    .mutation(({ ctx, input }) => ctx.replay.renameCommunity(ctx.actor, input.communityId, input.name)),
  previewInvite: limitedProcedure('join')
    .input(invite)
    .output(inviteViewSchema)
    .query(({ ctx, input }) => ctx.replay.previewInvite(ctx.actor, input.inviteCode)),
  join: limitedProcedure('join')
    .input(invite)
    .output(communityId)
    .mutation(({ ctx, input }) => ctx.replay.joinCommunity(ctx.actor, input.inviteCode)),
  leave: memberProcedure
    .input(communityId)
    .output(communityId)
    .mutation(({ ctx, input }) => ctx.replay.leaveCommunity(ctx.actor, input.communityId)),
  invite: memberProcedure
    .input(communityId)
    .output(invite)
    .query(({ ctx, input }) => ctx.replay.getInvite(ctx.actor, input.communityId)),
  resetInvite: memberProcedure
    .input(communityId)
    .output(invite)
    .mutation(({ ctx, input }) => ctx.replay.resetInvite(ctx.actor, input.communityId)),
  invites: memberProcedure
    .input(communityId)
    .output(z.array(inviteLinkSchema))
    .query(({ ctx, input }) => ctx.replay.listInvites(ctx.actor, input.communityId)),
  createInvite: memberProcedure
    .input(newInviteSchema)
    .output(inviteLinkSchema)
    .mutation(({ ctx, input }) => ctx.replay.createInvite(ctx.actor, input)),
  revokeInvite: memberProcedure
    .input(communityId.extend({ inviteId: idSchema }))
    .output(z.object({ inviteId: z.string() }))
    .mutation(({ ctx, input }) => ctx.replay.revokeInvite(ctx.actor, input)),
  roles: memberProcedure
    .input(communityId)
    .output(z.array(roleViewSchema))
    .query(({ ctx, input }) => ctx.replay.listRoles(ctx.actor, input.communityId)),
  setRolePermissions: memberProcedure
    .input(communityId.extend({ roleId: idSchema, permissions: z.array(permissionNameSchema).max(3) }))
    .output(roleViewSchema)
    .mutation(({ ctx, input }) => ctx.replay.setRolePermissions(ctx.actor, input)),
  members: memberProcedure
    .input(memberPageInputSchema.extend({ direction: z.enum(['forward', 'backward']).optional() }))
    .output(memberPageSchema)
    .query(({ ctx, input }) => ctx.replay.listMembers(ctx.actor, input)),
  setMemberRole: memberProcedure
    .input(member.extend({ roleId: idSchema }))
    .output(z.object({ userId: z.string(), roleId: z.string() }))
    .mutation(({ ctx, input }) => ctx.replay.setMemberRole(ctx.actor, input)),
  removeMember: memberProcedure
    .input(member)
    .output(z.object({ userId: z.string() }))
    .mutation(({ ctx, input }) => ctx.replay.removeMember(ctx.actor, input.communityId, input.userId)),
});
