import type { StoredFile } from '../clips/authorize-file.ts';
import { compatibleStateOf, fileOf } from '../clips/clip-view.ts';
import { ReplayError } from '../errors.ts';
import type { FoundLink, LinkStore } from '../ports/link-store.ts';
import type { LinkEnd, PublicClip } from '../schemas/link-schemas.ts';
import { hashLinkToken } from './link-token.ts';

export interface OpenLinkDeps {
  links: LinkStore;
  now: () => Date;
}

/** What may be fetched with a link. */
export type LinkFileKind = 'video' | 'poster';

/** When to ask again for a clip that is being prepared. */
const RETRY_AFTER_SECONDS = 5;

/**
 * The clip behind a link, for anybody who has it.
 * @throws ReplayError LINK_NOT_FOUND; LINK_ENDED with `details.reason` expired, revoked or forbidden (by the community)
 */
export async function openClipLink(deps: OpenLinkDeps, token: string): Promise<PublicClip> {
  const { link, clip } = await findWorkingLink(deps, token);
  const state = compatibleStateOf(clip);
  // Waiting is not watching.
  if (state === 'ready') await deps.links.countView(link.id);
  return {
    title: clip.title,
    durationSeconds: clip.durationSeconds,
    width: clip.width,
    height: clip.height,
    capturedAt: clip.capturedAt.toISOString(),
    state,
    hasPoster: fileOf(clip, 'POSTER') !== undefined,
  };
}

/**
 * A file of the clip behind a link: the H.264 + AAC rendition, which phones play and which holds nothing before the clip's
 * start, or the poster.
 * @throws ReplayError as {@link openClipLink}; CLIP_NOT_READY, FILE_NOT_FOUND
 */
export async function findLinkFile(deps: OpenLinkDeps, token: string, kind: LinkFileKind): Promise<StoredFile> {
  const { clip } = await findWorkingLink(deps, token);
  const file = fileOf(clip, kind === 'video' ? 'COMPATIBLE' : 'POSTER');
  if (!file) {
    throw kind === 'video' && clip.isRenditionComing
      ? new ReplayError('CLIP_NOT_READY', { details: { retryAfterSeconds: RETRY_AFTER_SECONDS } })
      : new ReplayError('FILE_NOT_FOUND');
  }
  const { id, filename, mimeType, sizeBytes, checksum, storagePath } = file;
  return { id, filename, title: clip.title, mimeType, sizeBytes, checksum, storagePath };
}

async function findWorkingLink(deps: OpenLinkDeps, token: string): Promise<FoundLink> {
  const hash = hashLinkToken(token);
  const found = hash === undefined ? null : await deps.links.findByTokenHash(hash);
  if (!found) throw new ReplayError('LINK_NOT_FOUND');
  const reason = whyEnded(found, deps.now());
  if (reason) throw new ReplayError('LINK_ENDED', { details: { reason } });
  return found;
}

function whyEnded({ link, isAllowed }: FoundLink, now: Date): LinkEnd | undefined {
  if (link.revokedAt) return 'revoked';
  if (link.expiresAt && link.expiresAt <= now) return 'expired';
  return isAllowed ? undefined : 'forbidden';
}
