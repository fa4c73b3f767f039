import type { LiveEvent } from '../schemas/event-schemas.ts';

interface QueuedEvent {
  id: bigint;
  event: LiveEvent;
}

/** What one follower has not read yet. Iterating waits; it ends with the signal or `close()`. */
export interface EventQueue extends AsyncIterable<QueuedEvent> {
  push(id: bigint, event: LiveEvent): void;
  close(): void;
}

/** A follower that reads slower than this many events behind has lost its connection. */
const MAX_WAITING = 10_000;

/** Collects the events of some topics for one follower. */
export function createEventQueue(topics: string[], signal?: AbortSignal): EventQueue {
  const wanted = new Set(topics);
  const waiting: QueuedEvent[] = [];
  let isClosed = signal?.aborted ?? false;
  let wake: (() => void) | undefined;

  const close = (): void => {
    isClosed = true;
    wake?.();
  };
  signal?.addEventListener('abort', close, { once: true });

  return {
    push: (id, event) => {
      if (isClosed || !wanted.has(event.topic)) return;
      waiting.push({ id, event });
      if (waiting.length > MAX_WAITING) close();
      wake?.();
    },
    close,
    async *[Symbol.asyncIterator]() {
      try {
        while (!isClosed) {
          const next = waiting.shift();
          if (next) yield next;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      } finally {
        signal?.removeEventListener('abort', close);
      }
    },
  };
}
