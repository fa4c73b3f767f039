import type { Actor } from '../access/actor.ts';
import { authorizeTextChannel } from '../access/authorize-channel.ts';
import { ReplayError } from '../errors.ts';
import { toMessageView } from '../messages/message-view.ts';
import type { MessageStore } from '../ports/message-store.ts';
import type { ClipShare } from '../schemas/clip-schemas.ts';
import type { MessageView } from '../schemas/message-schemas.ts';
import { type ClipDeps, findOwnClip } from './my-clips.ts';
import { shareMessage } from './share-message.ts';

export interface ShareClipDeps extends ClipDeps {
  messages: MessageStore;
}

/**
 * Posts one's own clip in a text channel of the community it comes from, a comment under its words.
 * @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER, CHANNEL_NOT_FOUND
 */
export async function shareClip(
  deps: ShareClipDeps,
  actor: Actor,
  clipId: string,
  channelId: string,
  comment?: string,
): Promise<MessageView> {
  const clip = await findOwnClip(deps, actor, clipId);
  const access = await authorizeTextChannel(deps, actor, channelId);
  if (clip.communityId !== null && clip.communityId !== access.community.id) throw new ReplayError('CHANNEL_NOT_FOUND');
  const askedSeconds = (clip.requestedEnd.getTime() - clip.requestedStart.getTime()) / 1000;
  const words = shareMessage(askedSeconds, clip.durationSeconds);
  const text = comment === undefined ? words : `${words}\n${comment}`;
  const message = await deps.messages.post({ channelId, authorId: actor.userId, text, clipId });
  if (!message) throw new ReplayError('CLIP_NOT_FOUND');
  return toMessageView(actor, access, message);
}

/** Where one's own clip was shared, newest first. @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER */
export async function listClipShares(deps: ShareClipDeps, actor: Actor, clipId: string): Promise<ClipShare[]> {
  await findOwnClip(deps, actor, clipId);
  const shares = await deps.messages.listWithClip(clipId);
  return shares.map(({ sharedAt, ...share }) => ({ ...share, sharedAt: sharedAt.toISOString() }));
}

/**
 * Takes one's own clip out of a channel, whether or not one may still write there.
 * @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER
 */
export async function unshareClip(
  deps: ShareClipDeps,
  actor: Actor,
  clipId: string,
  channelId: string,
): Promise<{ removedMessages: number }> {
  await findOwnClip(deps, actor, clipId);
  return { removedMessages: await deps.messages.deleteWithClip(channelId, clipId, actor.userId) };
}
