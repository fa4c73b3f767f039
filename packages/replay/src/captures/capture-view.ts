import { toClipView } from '../clips/clip-view.ts';
import type { CaptureRecord } from '../ports/capture-store.ts';
import type { InstantRange } from '../schemas/common.ts';
import type { CaptureStatus, CaptureView } from '../schemas/capture-schemas.ts';

/** The statuses in which a capture is over. */
export const finishedCaptureStatuses: readonly CaptureStatus[] = ['done', 'failed', 'cancelled'];

const playableStatuses: readonly CaptureStatus[] = ['cutting', 'finishing', 'done'];

/** A capture as its owner follows it. */
export function toCaptureView(capture: CaptureRecord): CaptureView {
  const actual = toRange(capture.actualStart, capture.actualEnd);
  const isPlayable = playableStatuses.includes(capture.status) && capture.startOffsetSeconds !== null;
  return {
    id: capture.id,
    sessionId: capture.sessionId,
    roomName: capture.roomName,
    sourceClipId: capture.sourceClipId,
    status: capture.status,
    progress: capture.progress,
    requested: { startAt: capture.requestedStart.toISOString(), endAt: capture.requestedEnd.toISOString() },
    actual,
    gaps: capture.gaps,
    complete: capture.complete,
    durationSeconds: capture.clip?.durationSeconds ?? (actual ? (Date.parse(actual.endAt) - Date.parse(actual.startAt)) / 1000 : null),
    playlistUrl: isPlayable ? `/media/captures/${capture.id}/main.m3u8` : null,
    startOffsetSeconds: isPlayable ? capture.startOffsetSeconds : null,
    clip: capture.clip && toClipView(capture.clip, capture.userId),
    error: capture.errorCode === null ? null : { code: capture.errorCode, message: capture.errorMessage ?? '' },
    createdAt: capture.createdAt.toISOString(),
  };
}

function toRange(start: Date | null, end: Date | null): InstantRange | null {
  return start && end ? { startAt: start.toISOString(), endAt: end.toISOString() } : null;
}
