import type { RoomSession } from '../../trpc/types.ts';

/** A hole in a buffer, as the recorder told it. `endAt` null: it is on its way back. ISO 8601. */
export interface SessionGap {
  startAt: string;
  endAt: string | null;
}

/** For how long a gap that is over is shown, in ms. */
const SHOWN_MS = 30_000;

/** What the control says about the last gap; absent when there is none to speak of. */
export function gapText(
  session: Pick<RoomSession, 'status' | 'bufferedTo'>,
  gap: SessionGap | undefined,
  nowMs: number,
): string | undefined {
  if (gap === undefined || session.status !== 'active') return undefined;
  if (gap.endAt === null) {
    const isBack = session.bufferedTo !== null && Date.parse(session.bufferedTo) > Date.parse(gap.startAt) + 1_000;
    return isBack ? undefined : 'Gap: the recorder is reconnecting…';
  }
  const lengthSeconds = (Date.parse(gap.endAt) - Date.parse(gap.startAt)) / 1000;
  if (nowMs - Date.parse(gap.endAt) > SHOWN_MS) return undefined;
  return `Gap of ${lengthSeconds.toFixed(1)} s: that part is missing`;
}
