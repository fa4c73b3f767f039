import type { ClipRecord } from './clip-store.ts';

/** A message's row. */
export interface MessageRecord {
  id: string;
  channelId: string;
  communityId: string;
  authorId: string;
  authorName: string;
  text: string;
  clip: ClipRecord | null;
  /** It carried a clip once. */
  hadClip: boolean;
  createdAt: Date;
}

/** A place in a channel's messages. */
export interface MessagePosition {
  createdAt: Date;
  id: string;
}

/** The messages of channels. */
export interface MessageStore {
  find(messageId: string): Promise<MessageRecord | null>;
  /** Newest first, from before a position. */
  list(channelId: string, page: { limit: number; before?: MessagePosition }): Promise<MessageRecord[]>;
  /** Oldest first, from behind a position. */
  listAfter(channelId: string, position: MessagePosition, limit: number): Promise<MessagePosition[]>;
  /** The messages that carry a clip, newest first. */
  listWithClip(
    clipId: string,
  ): Promise<Array<{ messageId: string; channelId: string; channelName: string; communityName: string; sharedAt: Date }>>;
  /** Null: the channel or the clip was deleted meanwhile. */
  post(message: { channelId: string; authorId: string; text: string; clipId?: string }): Promise<MessageRecord | null>;
  /** False: somebody was faster. */
  delete(messageId: string, actorId: string): Promise<boolean>;
  /** Removes the messages that carry a clip from a channel; answers how many. */
  deleteWithClip(channelId: string, clipId: string, actorId: string): Promise<number>;
}
