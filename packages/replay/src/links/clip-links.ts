import type { Actor } from '../access/actor.ts';
import { type ClipDeps, findOwnClip } from '../clips/my-clips.ts';
import { ReplayError } from '../errors.ts';
import type { LinkRecord, LinkStore } from '../ports/link-store.ts';
import type { ClipLinks, ClipLinkView, MadeClipLink, NewClipLink } from '../schemas/link-schemas.ts';
import { createLinkToken, hashLinkToken } from './link-token.ts';

export interface LinkDeps extends ClipDeps {
  links: LinkStore;
  now: () => Date;
}

const HOUR_MS = 60 * 60_000;

/**
 * Makes a link with which anybody may watch one's own clip. It is told this once: only its hash is kept.
 * @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER, LINKS_FORBIDDEN
 */
export async function createClipLink(deps: LinkDeps, actor: Actor, { clipId, expiresInHours }: NewClipLink): Promise<MadeClipLink> {
  const clip = await findOwnClip(deps, actor, clipId);
  if (!(await deps.links.areAllowed(clip.communityId))) throw new ReplayError('LINKS_FORBIDDEN');
  const token = createLinkToken();
  const now = deps.now();
  const link = await deps.links.create({
    clipId,
    actorId: actor.userId,
    tokenHash: hashLinkToken(token) ?? '',
    expiresAt: expiresInHours === null ? null : new Date(now.getTime() + expiresInHours * HOUR_MS),
  });
  if (!link) throw new ReplayError('CLIP_NOT_FOUND');
  return { ...toLinkView(link, now), path: `/c/${token}` };
}

/** The links of one's own clip. @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER */
export async function listClipLinks(deps: LinkDeps, actor: Actor, clipId: string): Promise<ClipLinks> {
  const clip = await findOwnClip(deps, actor, clipId);
  const [isAllowed, links] = await Promise.all([deps.links.areAllowed(clip.communityId), deps.links.list(clipId)]);
  const now = deps.now();
  return { isAllowed, links: links.map((link) => toLinkView(link, now)) };
}

/** Ends a link at once, for good; ending it again changes nothing. @throws ReplayError LINK_NOT_FOUND, also for those of others */
export async function revokeClipLink(deps: LinkDeps, actor: Actor, linkId: string): Promise<ClipLinkView> {
  const found = await deps.links.find(linkId);
  const clip = found && (await deps.clips.find(found.clipId));
  if (clip?.userId !== actor.userId) throw new ReplayError('LINK_NOT_FOUND');
  const now = deps.now();
  const link = await deps.links.revoke(linkId, actor.userId, now);
  if (!link) throw new ReplayError('LINK_NOT_FOUND');
  return toLinkView(link, now);
}

function toLinkView({ id, createdAt, expiresAt, revokedAt, viewCount }: LinkRecord, now: Date): ClipLinkView {
  const isExpired = expiresAt !== null && expiresAt <= now;
  return {
    id,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt && expiresAt.toISOString(),
    state: revokedAt ? 'revoked' : isExpired ? 'expired' : 'working',
    viewCount,
  };
}
