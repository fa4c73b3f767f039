import { type Db, listen } from '@reprise/db';
import { coalesceCalls } from '../coalesce-calls.ts';
import type { ChangeSignals } from '../ports/change-signals.ts';
import type { FollowedEvent, LiveEvents } from '../ports/live-events.ts';
import { type LiveEvent, liveEventSchema, unstoredEventTypes } from '../schemas/event-schemas.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { LIVE_EVENT_CHANNEL, LIVE_SIGNAL_CHANNEL } from './prisma-live-events.ts';

export interface LiveEventHubOptions {
  connectionString: string;
  db: Db;
  /** The listening connection was lost, an event could not be read; it goes on by itself. */
  onError: (error: unknown) => void;
  /** Sees every event of the cluster before anybody follows it to a browser. */
  onEvent?: (event: LiveEvent) => void;
}

/** The live events of a process, whoever follows them, over one listening connection. */
export interface LiveEventHub extends LiveEvents, ChangeSignals {
  close(): Promise<void>;
}

/** Rows read at a time. */
const BATCH = 500;
/** Without an announcement the table is read this often: an announcement lost with a connection is only late. */
const SAFETY_POLL_MS = 5_000;

/**
 * Follows the table of live events. The first listener starts it; it survives lost connections, and misses nothing,
 * because it always reads on from the last id it saw.
 */
export function createLiveEventHub({ connectionString, db, onError, onEvent }: LiveEventHubOptions): LiveEventHub {
  const queues = new Set<EventQueue>();
  let cursor: bigint | undefined;

  const dispatch = (id: bigint, event: LiveEvent): void => {
    onEvent?.(event);
    for (const queue of queues) queue.push(id, event);
  };

  const readOn = coalesceCalls(async () => {
    let seen: bigint = cursor ?? (await newestId(db));
    cursor = seen;
    for (;;) {
      const rows = await db.liveEvent.findMany({ where: { id: { gt: seen } }, orderBy: { id: 'asc' }, take: BATCH });
      for (const row of rows) {
        seen = row.id;
        cursor = seen;
        dispatch(row.id, liveEventSchema.parse({ topic: row.topic, type: row.type, payload: row.payload }));
      }
      if (rows.length < BATCH) return;
    }
  });
  const readOnSafely = (): void => void readOn().catch(onError);

  const onSignal = (payload: string): void => {
    try {
      dispatch(cursor ?? 0n, liveEventSchema.parse(JSON.parse(payload)));
    } catch (error) {
      onError(error);
    }
  };

  const listener = listen({
    connectionString,
    channels: [LIVE_EVENT_CHANNEL, LIVE_SIGNAL_CHANNEL],
    onNotification: (channel, payload) => (channel === LIVE_SIGNAL_CHANNEL ? onSignal(payload) : readOnSafely()),
    onConnected: readOnSafely,
    onLost: onError,
  });
  const timer = setInterval(readOnSafely, SAFETY_POLL_MS);
  timer.unref();

  async function* follow(topics: string[], lastEventId: string | null, signal?: AbortSignal): AsyncGenerator<FollowedEvent> {
    // Collect first, read what was before afterwards: nothing falls between the two.
    const queue = createEventQueue(topics, signal);
    queues.add(queue);
    try {
      await readOn();
      let last = parseEventId(lastEventId) ?? (await newestId(db));
      for (;;) {
        const rows = await db.liveEvent.findMany({
          where: { topic: { in: topics }, id: { gt: last } },
          orderBy: { id: 'asc' },
          take: BATCH,
        });
        for (const { id, topic, type, payload } of rows) {
          last = id;
          yield { id: String(id), event: liveEventSchema.parse({ topic, type, payload }) };
        }
        if (rows.length < BATCH) break;
      }
      for await (const { id, event } of queue) {
        if (unstoredEventTypes.has(event.type) || id > last) {
          if (id > last) last = id;
          yield { id: String(last), event };
        }
      }
    } finally {
      queues.delete(queue);
    }
  }

  return {
    follow,
    waitFor: async (topic, check, { timeoutMs, signal }) => {
      const timeout = AbortSignal.timeout(timeoutMs);
      const queue = createEventQueue([topic], signal ? AbortSignal.any([signal, timeout]) : timeout);
      queues.add(queue);
      try {
        await readOn();
        const now = await check();
        if (now !== undefined) return now;
        const events = queue[Symbol.asyncIterator]();
        while (!(await events.next()).done) {
          const answer = await check();
          if (answer !== undefined) return answer;
        }
        signal?.throwIfAborted();
        return await check();
      } finally {
        queues.delete(queue);
      }
    },
    close: async () => {
      clearInterval(timer);
      for (const queue of queues) queue.close();
      await listener.close();
    },
  };
}

async function newestId(db: Db): Promise<bigint> {
  const row = await db.liveEvent.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
  return row?.id ?? 0n;
}

/** Ids come back from browsers: anything that is none starts from now. */
function parseEventId(id: string | null): bigint | undefined {
  return id !== null && /^\d{1,18}$/.test(id) ? BigInt(id) : undefined;
}
