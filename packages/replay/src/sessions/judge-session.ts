import { endReasons } from './end-reasons.ts';
import type { OpenSession } from '../ports/reconcile-store.ts';

/** What has to be corrected about a session. */
export type Verdict =
  | { action: 'keep' }
  /** The share is gone: capturable for the grace time. */
  | { action: 'begin-grace'; reason: string }
  /** The share was there all the time. */
  | { action: 'end-grace' }
  | { action: 'fail'; reason: string }
  | { action: 'stopped' };

/** A session nobody has held for this long will not be taken by anybody. */
export const UNHELD_MS = 60_000;
/** Media newer than this arrives. */
const FRESH_MEDIA_MS = 10_000;

const keep: Verdict = { action: 'keep' };

/**
 * What a session should be, given what LiveKit lists. How long it has run never matters: what somebody shares and
 * somebody records is right, however old.
 */
export function judgeSession(session: OpenSession, isShared: boolean, now: Date): Verdict {
  const unheldMs = now.getTime() - session.heldUntil.getTime();
  if (session.status === 'stopping') return unheldMs > UNHELD_MS ? { action: 'stopped' } : keep;
  if (session.status === 'grace') {
    const arrives = session.bufferedTo !== null && now.getTime() - session.bufferedTo.getTime() < FRESH_MEDIA_MS;
    return isShared && arrives && unheldMs <= 0 ? { action: 'end-grace' } : keep;
  }
  if (!isShared) {
    return session.hadMedia
      ? { action: 'begin-grace', reason: endReasons.shareEnded }
      : { action: 'fail', reason: 'The share ended before its recording began' };
  }
  if (unheldMs <= UNHELD_MS) return keep;
  return session.hadMedia
    ? { action: 'begin-grace', reason: 'The recorder is gone' }
    : { action: 'fail', reason: 'No recorder took the share' };
}
