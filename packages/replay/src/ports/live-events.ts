import type { LiveEvent } from '../schemas/event-schemas.ts';

/** A live event with the id to resume after. What is not stored carries the id of the last stored one. */
export interface FollowedEvent {
  id: string;
  event: LiveEvent;
}

/** The live events of a process. */
export interface LiveEvents {
  /** Events of the topics in the order of their commits, after `lastEventId` (null: from now on), until the signal ends it. */
  follow(topics: string[], lastEventId: string | null, signal?: AbortSignal): AsyncIterable<FollowedEvent>;
}
