import type { LiveEvent } from '../schemas/event-schemas.ts';

type CommunityChange = Extract<LiveEvent, { type: 'community.changed' }>['payload']['what'];

/** The event that tells a community, and those who just came or went, that something about it changed. */
export function communityChanged(communityId: string, what: CommunityChange, userIds: readonly string[] = []): LiveEvent[] {
  const event = { type: 'community.changed', payload: { communityId, what } } as const;
  return [`community:${communityId}`, ...userIds.map((userId) => `user:${userId}`)].map((topic) => ({ topic, ...event }));
}
