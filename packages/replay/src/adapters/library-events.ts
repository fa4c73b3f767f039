import type { LiveEvent } from '../schemas/event-schemas.ts';

/** The event that tells a clip's owner that it changed. */
export function clipChanged(clip: { id: string; userId: string }): LiveEvent {
  return { topic: `user:${clip.userId}`, type: 'clip.changed', payload: { clipId: clip.id } };
}

/** The event that tells a channel that one of its messages changed. */
export function messageChanged(message: { id: string; channelId: string }, change: 'posted' | 'deleted' | 'clip-deleted'): LiveEvent {
  const { id: messageId, channelId } = message;
  return { topic: `channel:${channelId}`, type: 'message.changed', payload: { messageId, channelId, change } };
}
