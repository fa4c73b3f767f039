import type { Actor } from '../access/actor.ts';
import { toClipView } from '../clips/clip-view.ts';
import type { ChannelAccess } from '../ports/access-store.ts';
import type { MessageRecord } from '../ports/message-store.ts';
import { messageClipSchema, type MessageView } from '../schemas/message-schemas.ts';

/** A message as one person sees it. */
export function toMessageView(actor: Actor, access: ChannelAccess, message: MessageRecord): MessageView {
  const { id, channelId, authorId, authorName, text, clip, hadClip, createdAt } = message;
  return {
    id,
    channelId,
    author: { id: authorId, name: authorName },
    text,
    clip: clip && messageClipSchema.parse(toClipView(clip, actor.userId)),
    isClipDeleted: hadClip && clip === null,
    canDelete: mayDeleteMessage(actor, access, message),
    createdAt: createdAt.toISOString(),
  };
}

/** Who wrote it, and who keeps order in the community. */
export function mayDeleteMessage(actor: Actor, access: ChannelAccess, message: Pick<MessageRecord, 'authorId'>): boolean {
  const role = access.membership?.roleName;
  return message.authorId === actor.userId || actor.isInstanceAdmin || role === 'admin' || role === 'moderator';
}
