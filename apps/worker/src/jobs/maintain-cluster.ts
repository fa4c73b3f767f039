import type { Maintenance } from '@reprise/replay/server';

/** A capture whose buffer's node is gone waits this long for its return. */
const ORPHANED_CAPTURE_MS = 60_000;
/** Nobody resumes a live subscription after longer. */
const EVENT_KEEP_MS = 24 * 60 * 60_000;
const DEAD_NODE_MS = 24 * 60 * 60_000;

/** What one worker of the cluster does for all: ends what dead workers left open. */
export async function maintainCluster(maintenance: Maintenance): Promise<Record<string, number>> {
  return {
    endedSessions: await maintenance.expireGrace(),
    failedCaptures: await maintenance.failOrphanedCaptures(ORPHANED_CAPTURE_MS),
  };
}

/** Rows that nobody reads any more. */
export async function deleteOldRows(maintenance: Maintenance): Promise<Record<string, number>> {
  return {
    deletedEvents: await maintenance.deleteOldEvents(EVENT_KEEP_MS),
    deletedNodes: await maintenance.deleteDeadNodes(DEAD_NODE_MS),
  };
}
