import type { SessionStatus } from '../schemas/session-schemas.ts';

/** Reasons that need no explanation: the sharer knows. Any other reason of an end is told. */
export const endReasons = { shareEnded: 'The share has ended', stoppedBySharer: 'Stopped by the sharer' } as const;

/**
 * What the sharer is to be told about a buffer that stopped recording without their doing; null when there is nothing
 * to tell. Every such change reaches the call as a `session.changed` event with its status and reason.
 */
export function explainUnexpectedEnd({ status, reason }: { status: SessionStatus; reason: string | null }): string | null {
  if (status === 'failed') return `The replay buffer failed: ${reason ?? 'unknown reason'}`;
  if (reason === null || Object.values<string>(endReasons).includes(reason)) return null;
  if (status === 'grace') return `Recording stopped: ${reason}. What is buffered can still be captured`;
  return status === 'ended' ? `The replay buffer ended: ${reason}` : null;
}
