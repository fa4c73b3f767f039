import { formatDuration } from '@reprise/ui';
import type { CaptureView } from '../../trpc/types.ts';

type Status = CaptureView['status'];

/** What the card says while a capture is made. */
export const captureStatusText = {
  queued: 'Waiting for a recorder',
  pinning: 'Holding the moment',
  cutting: 'Making the clip',
  finishing: 'Almost there',
  done: 'Clip ready',
  failed: 'Not captured',
  cancelled: 'Cancelled',
} as const satisfies Record<Status, string>;

/** Whether nothing more will happen by itself. */
export const isFinal = {
  queued: false,
  pinning: false,
  cutting: false,
  finishing: false,
  done: true,
  failed: true,
  cancelled: true,
} as const satisfies Record<Status, boolean>;

/** What is read out about a capture; nothing for a failure, whose notice is read out by itself. */
export function spokenStatus({ status, clip }: Pick<CaptureView, 'status' | 'clip'>): string | undefined {
  switch (status) {
    case 'queued':
    case 'pinning':
    case 'cutting':
    case 'finishing':
      return 'Capturing';
    case 'done':
      return clip === null ? 'The clip is deleted' : `The clip is ready: ${clip.title}`;
    case 'cancelled':
      return 'The capture was cancelled';
    case 'failed':
      return undefined;
  }
}

/**
 * What a capture lacks, in words; empty when it holds all that was asked for.
 * A difference below half a second is the frame grid, not a loss.
 */
export function describeShortfall(capture: Pick<CaptureView, 'requested' | 'actual' | 'gaps' | 'complete'>): string[] {
  if (capture.actual === null) return [];
  const asked = spanSeconds(capture.requested);
  const got = spanSeconds(capture.actual);
  const notes: string[] = [];
  if (asked - got > 0.5) notes.push(`The buffer held ${formatDuration(got)} of the ${formatDuration(asked)} you asked for.`);
  const missing = capture.gaps.reduce((total, gap) => total + spanSeconds(gap), 0);
  if (capture.gaps.length > 0) {
    const count = capture.gaps.length === 1 ? 'One gap' : `${capture.gaps.length} gaps`;
    notes.push(`${count} inside: ${missing.toFixed(1)} s were not received.`);
  } else if (capture.complete === false && notes.length === 0) {
    notes.push('Part of what you asked for was not received.');
  }
  return notes;
}

function spanSeconds(range: { startAt: string; endAt: string }): number {
  return (Date.parse(range.endAt) - Date.parse(range.startAt)) / 1000;
}
