import type { RoomSession } from '../../trpc/types.ts';
import { bufferedSeconds } from './session-status.ts';

/** The lengths the picker offers, in minutes. */
export const captureMinutes = [1, 2, 5, 10] as const;
/** One length of the picker. */
export type CaptureMinutes = (typeof captureMinutes)[number];
/** What one press of the button takes. */
export const defaultCaptureMinutes: CaptureMinutes = 1;

/** What a capture would hold if it were made now. */
export interface CaptureEstimate {
  /** Seconds it would really have: never more than is buffered. */
  seconds: number;
  isShort: boolean;
  /** From the bytes in the buffer, else from the reported bitrate; absent while neither is known. */
  sizeBytes: number | undefined;
}

/** An honest forecast for one length, from the buffer as last reported. */
export function estimateCapture(
  session: Pick<RoomSession, 'bufferedFrom' | 'bufferedTo' | 'bufferBytes' | 'bitrateBps'>,
  minutes: CaptureMinutes,
): CaptureEstimate {
  const asked = minutes * 60;
  const held = bufferedSeconds(session);
  const seconds = Math.min(asked, held);
  const bytesPerSecond =
    held > 0 && session.bufferBytes > 0 ? session.bufferBytes / held : session.bitrateBps === null ? undefined : session.bitrateBps / 8;
  return { seconds, isShort: held < asked, sizeBytes: bytesPerSecond === undefined ? undefined : bytesPerSecond * seconds };
}
