import { z } from 'zod';
import type { CompatibleState } from './clip-schemas.ts';
import { idSchema, instantSchema } from './common.ts';

/** The longest a link may be asked to live. */
const MAX_LINK_HOURS = 24 * 365;

/** A new public link to a clip. `expiresInHours` null: until it is revoked. */
export const newClipLinkSchema = z.strictObject({
  clipId: idSchema,
  expiresInHours: z.number().int().min(1).max(MAX_LINK_HOURS).nullable(),
});
export type NewClipLink = z.infer<typeof newClipLinkSchema>;

/** A public link as its maker sees it. The link itself is told once, when it is made. */
export const clipLinkSchema = z.object({
  id: z.string(),
  createdAt: instantSchema,
  expiresAt: instantSchema.nullable(),
  /** Works now; otherwise it was revoked or has expired. */
  state: z.enum(['working', 'expired', 'revoked']),
  viewCount: z.number().int(),
});
export type ClipLinkView = z.infer<typeof clipLinkSchema>;

/** What was made: `path` is the link below the instance's own address, to be kept by the person. */
export const madeClipLinkSchema = clipLinkSchema.extend({ path: z.string() });
export type MadeClipLink = z.infer<typeof madeClipLinkSchema>;

/** A clip's links, newest first, and whether its community lets them work. */
export const clipLinksSchema = z.object({ isAllowed: z.boolean(), links: z.array(clipLinkSchema) });
export type ClipLinks = z.infer<typeof clipLinksSchema>;

/** What anybody who has the link learns of a clip. `preparing`: its video is being made; `unavailable`: it could not be made. */
export interface PublicClip {
  title: string;
  durationSeconds: number;
  width: number | null;
  height: number | null;
  capturedAt: string;
  state: CompatibleState;
  hasPoster: boolean;
}

/** Why a link that once worked does not, in `details.reason` of LINK_ENDED. */
export const linkEndSchema = z.enum(['expired', 'revoked', 'forbidden']);
export type LinkEnd = z.infer<typeof linkEndSchema>;
