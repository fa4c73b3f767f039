import type { StatusTone } from '@reprise/ui';
import type { RoomSession } from '../../trpc/types.ts';

type Status = RoomSession['status'];

/** Whether a buffer in this state still exists, for the indicator and the control. */
export const isRunning = {
  starting: true,
  active: true,
  grace: true,
  stopping: true,
  stopped: false,
  ended: false,
  failed: false,
} as const satisfies Record<Status, boolean>;

/** How each state looks. */
export const statusTone = {
  starting: 'busy',
  active: 'live',
  grace: 'calm',
  stopping: 'busy',
  stopped: 'calm',
  ended: 'calm',
  failed: 'problem',
} as const satisfies Record<Status, StatusTone>;

/** Seconds of media in the buffer, as last reported. */
export function bufferedSeconds(session: Pick<RoomSession, 'bufferedFrom' | 'bufferedTo'>): number {
  if (session.bufferedFrom === null || session.bufferedTo === null) return 0;
  return Math.max(0, (Date.parse(session.bufferedTo) - Date.parse(session.bufferedFrom)) / 1000);
}

/** Whether there is something to capture now. */
export function hasMedia(session: RoomSession): boolean {
  return (session.status === 'active' || session.status === 'grace') && bufferedSeconds(session) > 0;
}

/** The running buffer of a person, else the one of theirs that ended last (so that its reason is seen). */
export function sessionOf(sessions: readonly RoomSession[], userId: string): RoomSession | undefined {
  const own = sessions.filter((session) => session.userId === userId);
  return own.find(({ status }) => isRunning[status]) ?? own.toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))[0];
}

/** What to offer for a capture: the viewer's own buffer first, then the one that runs longest. No report changes the order under a hand that is about to press. */
export function capturable(sessions: readonly RoomSession[], userId: string): RoomSession[] {
  return sessions
    .filter((session) => session.canCapture && hasMedia(session))
    .toSorted(
      (a, b) =>
        Number(b.userId === userId) - Number(a.userId === userId) ||
        Date.parse(a.startedAt) - Date.parse(b.startedAt) ||
        a.id.localeCompare(b.id),
    );
}

/** For how long after the last report the buffer is taken to have grown on, in ms. */
const TRUSTED_MS = 5_000;

/** Seconds in the buffer at an instant between two reports: it grows with the clock while media arrives. */
export function bufferedSecondsAt(session: Pick<RoomSession, 'status' | 'bufferedFrom' | 'bufferedTo'>, nowMs: number): number {
  const held = bufferedSeconds(session);
  if (session.status !== 'active' || session.bufferedTo === null || held === 0) return held;
  const sinceMs = nowMs - Date.parse(session.bufferedTo);
  return held + Math.min(Math.max(0, sinceMs), TRUSTED_MS) / 1000;
}
