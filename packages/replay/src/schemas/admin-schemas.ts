import { z } from 'zod';
import { bytesSchema, instantSchema, MAX_INTEGER } from './common.ts';
import { qualitySchema } from './session-schemas.ts';

/** Who in a call may capture somebody's share: the sharer only, or anyone there with CAPTURE_REPLAY. */
export const whoMayCaptureSchema = z.enum(['sharer', 'anyone']);
export type WhoMayCapture = z.infer<typeof whoMayCaptureSchema>;

/** A community's replay settings. `clipRetentionDays` 0 keeps clips for ever; `version` rises with every change. */
export const communityConfigSchema = z.object({
  communityId: z.string(),
  enabled: z.boolean(),
  maxConcurrent: z.number().int(),
  defaultQuality: qualitySchema,
  allowedQualities: z.array(qualitySchema),
  whoMayCapture: whoMayCaptureSchema,
  startAutomatically: z.boolean(),
  longestClipSeconds: z.number().int(),
  /** Seconds of the longest capture on this instance, whatever `longestClipSeconds` says. */
  bufferDurationSeconds: z.number().int(),
  clipRetentionDays: z.number().int(),
  /** Whether clips of the community may have links that anybody can open. */
  publicLinksAllowed: z.boolean(),
  version: z.number().int(),
  updatedAt: instantSchema,
});
export type CommunityConfig = z.infer<typeof communityConfigSchema>;

/** The most that a community can allow. */
export const LONGEST_CLIP_SECONDS = 3600;

/** A change of a community's settings; what is left out stays. A given `version` must be the one that was read. */
export const communityConfigPatchSchema = z.strictObject({
  enabled: z.boolean().optional(),
  maxConcurrent: z.number().int().min(0).max(1000).optional(),
  defaultQuality: qualitySchema.optional(),
  allowedQualities: z.array(qualitySchema).min(1).max(3).optional(),
  whoMayCapture: whoMayCaptureSchema.optional(),
  startAutomatically: z.boolean().optional(),
  longestClipSeconds: z.number().int().min(5).max(LONGEST_CLIP_SECONDS).optional(),
  clipRetentionDays: z.number().int().min(0).max(36_500).optional(),
  publicLinksAllowed: z.boolean().optional(),
  version: z.number().int().max(MAX_INTEGER).optional(),
});
export type CommunityConfigPatch = z.infer<typeof communityConfigPatchSchema>;

/** What a person may keep, keeps, and is about to keep. */
export const quotaSchema = z.object({ quotaBytes: bytesSchema, usedBytes: bytesSchema, reservedBytes: bytesSchema });
export type Quota = z.infer<typeof quotaSchema>;

/** What the used bytes are used by. */
export const quotaUsageSchema = quotaSchema.extend({
  clipsBytes: bytesSchema,
  renditionsBytes: bytesSchema,
  picturesBytes: bytesSchema,
  exportsBytes: bytesSchema,
});
export type QuotaUsage = z.infer<typeof quotaUsageSchema>;

export const userQuotaSchema = quotaSchema.extend({ userId: z.string() });
export type UserQuota = z.infer<typeof userQuotaSchema>;

export const userQuotaPatchSchema = z.strictObject({ quotaBytes: bytesSchema.max(Number.MAX_SAFE_INTEGER) });

/** The caller. */
export const meSchema = z.object({ id: z.string(), name: z.string(), email: z.string(), isInstanceAdmin: z.boolean() });
export type Me = z.infer<typeof meSchema>;

/** A permission's public name. */
export const permissionNameSchema = z.enum(['ENABLE_REPLAY_BUFFER', 'CAPTURE_REPLAY', 'MANAGE_REPLAY_LIMITS']);
export type PermissionName = z.infer<typeof permissionNameSchema>;

/** A community the caller belongs to, with the channels the caller may see. */
export const communityViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  permissions: z.array(permissionNameSchema),
  whoMayCapture: whoMayCaptureSchema,
  /** Whether replay buffers may run here at all, and how many at once. */
  replay: z.object({ enabled: z.boolean(), maxConcurrent: z.number().int() }),
  channels: z.array(z.object({ id: z.string(), name: z.string(), kind: z.enum(['TEXT', 'VOICE']), isPrivate: z.boolean() })),
});
export type CommunityView = z.infer<typeof communityViewSchema>;
