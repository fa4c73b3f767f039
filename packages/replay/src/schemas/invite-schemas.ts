import { z } from 'zod';
import { idSchema, instantSchema } from './common.ts';

/** Why a link leads nowhere any more. */
export const inviteEndSchema = z.enum(['revoked', 'expired', 'used-up']);
export type InviteEnd = z.infer<typeof inviteEndSchema>;

/** A new link into a community; null: it does not end by time, or by use. */
export const newInviteSchema = z.strictObject({
  communityId: idSchema,
  /** 5 minutes to a year. */
  expiresInMinutes: z.number().int().min(5).max(525_600).nullable(),
  maxUses: z.number().int().min(1).max(10_000).nullable(),
});
export type NewInvite = z.infer<typeof newInviteSchema>;

/** A link into a community as its admins see it; `ended` is null while it works. */
export const inviteLinkSchema = z.object({
  id: z.string(),
  code: z.string(),
  createdBy: z.string().nullable(),
  createdAt: instantSchema,
  expiresAt: instantSchema.nullable(),
  maxUses: z.number().int().nullable(),
  uses: z.number().int(),
  ended: inviteEndSchema.nullable(),
});
export type InviteLink = z.infer<typeof inviteLinkSchema>;
