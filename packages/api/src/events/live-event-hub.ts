import type { LiveEvent } from '@reprise/replay';

/** The live events of a process: one connection to the database, however many people follow. */
export interface LiveEventHub {
  /**
   * Events of the topics, in the order they were committed, from after `lastEventId` (or from now) until the signal ends it.
   * Progress has an id too, the one of the last stored event: resuming never skips anything.
   */
  follow(topics: string[], lastEventId: string | null, signal?: AbortSignal): AsyncIterable<{ id: string; event: LiveEvent }>;
  close(): Promise<void>;
}
