import { captureLengths } from '@reprise/replay';
import type { CallRules, RoomSession } from '../../trpc/types.ts';
import { lengthLabel } from './capture-request.ts';
import { bufferedSeconds } from './session-status.ts';

/** What a capture would hold if it were made now. */
export interface CaptureEstimate {
  /** Seconds it would really have: never more than is buffered. */
  seconds: number;
  isShort: boolean;
  /** From the bytes in the buffer, else from the reported bitrate; absent while neither is known. */
  sizeBytes: number | undefined;
}

/** An honest forecast for one length in seconds, from the buffer as last reported. */
export function estimateCapture(
  session: Pick<RoomSession, 'bufferedFrom' | 'bufferedTo' | 'bufferBytes' | 'bitrateBps'>,
  asked: number,
): CaptureEstimate {
  const held = bufferedSeconds(session);
  const seconds = Math.min(asked, held);
  const bytesPerSecond =
    held > 0 && session.bufferBytes > 0 ? session.bufferBytes / held : session.bitrateBps === null ? undefined : session.bitrateBps / 8;
  return { seconds, isShort: held < asked, sizeBytes: bytesPerSecond === undefined ? undefined : bytesPerSecond * seconds };
}

/** One length of the picker; `refusal` says why it cannot be taken here. */
export interface OfferedLength {
  seconds: number;
  label: string;
  refusal: string | undefined;
}

/** Every length the picker shows. What the community does not allow stays in the list with the reason. */
export function offeredLengths({ longestClipSeconds }: Pick<CallRules, 'longestClipSeconds'>): OfferedLength[] {
  return captureLengths.map((seconds) => ({
    seconds,
    label: lengthLabel(seconds),
    refusal: seconds > longestClipSeconds ? `Clips of this community are at most ${lengthLabel(longestClipSeconds)} long` : undefined,
  }));
}

/** What one press takes: the person's own default, as far as the community allows it. */
export function defaultSeconds(preferred: number, { longestClipSeconds }: Pick<CallRules, 'longestClipSeconds'>): number {
  return Math.min(preferred, longestClipSeconds);
}
