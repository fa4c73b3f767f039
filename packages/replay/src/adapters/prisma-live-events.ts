import type { Db, DbTransaction } from '@reprise/db';
import type { LiveEvent } from '../schemas/event-schemas.ts';

/** Channel that announces stored events; its payload is the JSON array of their topics. */
export const LIVE_EVENT_CHANNEL = 'live_event';
/** Channel of events that are not stored; its payload is the event as JSON. */
export const LIVE_SIGNAL_CHANNEL = 'live_signal';
/** Channel that wakes workers: a session or a capture changed. */
export const WORK_CHANNEL = 'replay_work';

/** Held from writing an event to the commit, so that ids grow in the order in which they become visible. */
const LIVE_EVENT_LOCK = 5_103_001;

/**
 * Stores events and announces them with the commit. Must be the last thing a transaction does:
 * everybody else who publishes waits for its end, and a row lock taken afterwards could deadlock.
 */
export async function publishEvents(tx: DbTransaction, events: LiveEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LIVE_EVENT_LOCK}::bigint)`;
  // One statement each: a multi-row insert may number its rows in any order.
  for (const { topic, type, payload } of events) await tx.liveEvent.create({ data: { topic, type, payload } });
  const topics = [...new Set(events.map((event) => event.topic))];
  await tx.$executeRaw`SELECT pg_notify(${LIVE_EVENT_CHANNEL}, ${JSON.stringify(topics)})`;
}

/** Tells those who listen now, and nobody later. */
export async function signalEvent(db: Db | DbTransaction, event: LiveEvent): Promise<void> {
  await db.$executeRaw`SELECT pg_notify(${LIVE_SIGNAL_CHANNEL}, ${JSON.stringify(event)})`;
}

/** Wakes the workers, with the commit when in a transaction. */
export async function wakeWorkers(db: Db | DbTransaction): Promise<void> {
  await db.$executeRaw`SELECT pg_notify(${WORK_CHANNEL}, '')`;
}
