import type { Actor } from '../access/actor.ts';
import { toCaptureView } from '../captures/capture-view.ts';
import { estimateCaptureBytes } from '../captures/estimate-capture-bytes.ts';
import { ReplayError } from '../errors.ts';
import type { CaptureStore } from '../ports/capture-store.ts';
import type { ClipRecord } from '../ports/clip-store.ts';
import type { CaptureView } from '../schemas/capture-schemas.ts';
import type { TrimInput } from '../schemas/clip-schemas.ts';
import { fileOf } from './clip-view.ts';
import { type ClipDeps, findOwnClip } from './my-clips.ts';

export interface TrimClipDeps extends ClipDeps {
  captures: CaptureStore;
  defaultQuotaBytes: number;
  now: () => Date;
}

/** Frames before the start that the first shown one needs: as long as keyframes are apart. */
const PRE_ROLL_MS = 12_000;
/** What the player calls the end may lie this far behind it. */
const END_TOLERANCE_MS = 100;

/**
 * Asks for a new clip out of a range of one's own: quota is reserved, a worker cuts it, and it is followed like a capture.
 * The clip that it comes from stays. It needs no permission of the community and no rule of length: it is never longer
 * than what one has already. The same idempotency key is the same trim.
 * @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER, INVALID_INPUT when the range is not inside the clip, QUOTA_EXCEEDED
 */
export async function trimClip(deps: TrimClipDeps, actor: Actor, input: TrimInput): Promise<CaptureView> {
  if (input.idempotencyKey !== undefined) {
    const before = await deps.captures.findByKey(actor.userId, input.idempotencyKey);
    if (before) return toCaptureView(before);
  }
  const clip = await findOwnClip(deps, actor, input.clipId);
  const window = chooseTrimWindow(clip, input);
  const result = await deps.captures.create({
    sessionId: null,
    sourceClipId: clip.id,
    userId: actor.userId,
    communityId: clip.communityId,
    pressedAt: deps.now(),
    requestedStart: new Date(window.startAt),
    requestedEnd: new Date(window.endAt),
    reservedBytes: estimateTrim(clip, window),
    targetChannelId: null,
    title: input.title ?? clip.title,
    idempotencyKey: input.idempotencyKey ?? null,
    ...(actor.requestId !== undefined && { requestId: actor.requestId }),
    defaultQuotaBytes: deps.defaultQuotaBytes,
  });
  if ('refused' in result) throw new ReplayError(result.refused);
  return toCaptureView(result.capture);
}

/** Seconds of the clip as wall-clock ms. @throws ReplayError INVALID_INPUT */
export function chooseTrimWindow(
  clip: Pick<ClipRecord, 'actualStart' | 'durationSeconds'>,
  { startSeconds, endSeconds }: Pick<TrimInput, 'startSeconds' | 'endSeconds'>,
): { startAt: number; endAt: number } {
  const longestMs = clip.durationSeconds * 1000;
  const startMs = Math.round(startSeconds * 1000);
  const endMs = Math.round(Math.min(endSeconds * 1000, longestMs));
  if (endSeconds * 1000 > longestMs + END_TOLERANCE_MS || endMs <= startMs) {
    const message = `Give a range inside the clip, which is ${clip.durationSeconds} seconds long`;
    throw new ReplayError('INVALID_INPUT', { details: { fields: [{ field: 'endSeconds', message }] } });
  }
  const startedAt = clip.actualStart.getTime();
  return { startAt: startedAt + startMs, endAt: startedAt + endMs };
}

/** Bytes to reserve: the clip's own rate, with what decoding the first shown frame needs. */
export function estimateTrim(clip: ClipRecord, window: { startAt: number; endAt: number }): number {
  const [bufferedFrom, bufferedTo] = [clip.actualStart.getTime(), clip.actualEnd.getTime()];
  return estimateCaptureBytes(
    { startAt: window.startAt - PRE_ROLL_MS, endAt: window.endAt },
    { bitrateBps: null, bufferBytes: fileOf(clip, 'ORIGINAL')?.sizeBytes ?? 0, bufferedFrom, bufferedTo },
  );
}
