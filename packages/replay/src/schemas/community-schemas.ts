import { z } from 'zod';
import { permissionNameSchema } from './admin-schemas.ts';
import { idSchema, instantSchema, textSchema } from './common.ts';

/** Name of a community or channel. */
export const placeNameSchema = textSchema.trim().min(1).max(80);

/** What somebody with an invite link sees before joining. */
export const inviteViewSchema = z.object({ communityId: z.string(), name: z.string(), isMember: z.boolean() });
export type InviteView = z.infer<typeof inviteViewSchema>;

/** A community and what the asker is there; instance admins need no role. `isAdmin`: may change roles, members, channels and invites. */
export const communityDetailsSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string().nullable(),
  permissions: z.array(permissionNameSchema),
  isAdmin: z.boolean(),
});
export type CommunityDetails = z.infer<typeof communityDetailsSchema>;

/** A role and what it may: one row of the permission matrix. */
export const roleViewSchema = z.object({ id: z.string(), name: z.string(), permissions: z.array(permissionNameSchema) });
export type RoleView = z.infer<typeof roleViewSchema>;

/** Somebody in a community. */
export const memberViewSchema = z.object({ userId: z.string(), name: z.string(), role: z.string(), joinedAt: instantSchema });
export type MemberView = z.infer<typeof memberViewSchema>;

/** A page of members, by id; of those whose name holds `search`. `cursor` is the id of the last one of the page before. */
export const memberPageInputSchema = z.strictObject({
  communityId: idSchema,
  search: textSchema.trim().max(100).default(''),
  limit: z.number().int().min(1).max(100).default(50),
  cursor: idSchema.nullish(),
});
export type MemberPageInput = z.infer<typeof memberPageInputSchema>;
export const memberPageSchema = z.object({ members: z.array(memberViewSchema), nextCursor: z.string().nullable() });
export type MemberPage = z.infer<typeof memberPageSchema>;

/** A channel as the community's admins manage it. */
export const channelViewSchema = z.object({
  id: z.string(),
  communityId: z.string(),
  name: z.string(),
  kind: z.enum(['TEXT', 'VOICE']),
  isPrivate: z.boolean(),
});
export type ChannelView = z.infer<typeof channelViewSchema>;

export const newChannelSchema = z.strictObject({
  communityId: idSchema,
  name: placeNameSchema,
  kind: z.enum(['TEXT', 'VOICE']),
  isPrivate: z.boolean().default(false),
});
export type NewChannel = z.infer<typeof newChannelSchema>;

/** A change of a channel; what is left out stays. */
export const channelPatchSchema = z.strictObject({ name: placeNameSchema.optional(), isPrivate: z.boolean().optional() });
export type ChannelPatch = z.infer<typeof channelPatchSchema>;

/** Somebody who was named in a private channel. */
export const channelMemberSchema = z.object({ userId: z.string(), name: z.string() });
export type ChannelMemberView = z.infer<typeof channelMemberSchema>;

/** What somebody did. `details` depend on the action; the actor is null when it was the product itself. */
export const auditViewSchema = z.object({
  id: z.string(),
  communityId: z.string().nullable(),
  action: z.string(),
  actor: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  details: z.record(z.string(), z.unknown()),
  createdAt: instantSchema,
});
export type AuditView = z.infer<typeof auditViewSchema>;

/** A page of the audit trail, newest first: a community's, or everything for instance admins. */
export const auditPageInputSchema = z.strictObject({
  communityId: idSchema.optional(),
  /** Only actions that begin so: "session" stands for "session.start", "session.stop" and so on. */
  action: z
    .string()
    .regex(/^[a-z.]{1,40}$/, 'Not the name of an action')
    .optional(),
  limit: z.number().int().min(1).max(100).default(50),
  /** The `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,15}_[\w-]{1,64}$/, 'Not a cursor')
    .nullish(),
});
export type AuditPageInput = z.infer<typeof auditPageInputSchema>;
export const auditPageSchema = z.object({ events: z.array(auditViewSchema), nextCursor: z.string().nullable() });
export type AuditPage = z.infer<typeof auditPageSchema>;
