import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CutOptions, PinnedWindow } from '../captures/run-capture.ts';
import { ReplayError } from '../errors.ts';
import type { ClaimedTrim, CutClip } from '../ports/capture-work.ts';
import { writeTracks } from './clip-cutter.ts';
import { isErrorCode } from './error-code.ts';
import { linkOrCopy } from './link-or-copy.ts';
import { resolveInside } from './local-clip-storage.ts';
import { readClipTracks } from './read-clip-tracks.ts';

/**
 * The file side of trims: the source is held by a link of our own while it is cut, so that its owner may delete it
 * meanwhile. The new clip's samples are copied; an edit list hides what its first shown frame needs.
 */
export function createTrimFiles(storageRoot: string) {
  // Named like every unfinished file: the sweep of temporary files finds it when its worker died.
  const heldPath = (captureId: string): string => join(storageRoot, `.tmp-${captureId}.source.mp4`);
  const release = (captureId: string): Promise<void> => rm(heldPath(captureId), { force: true });
  return {
    release,
    /** @throws ReplayError CLIP_NOT_FOUND when the source's file is gone */
    hold: async ({ id, trimOf, requestedStart, requestedEnd }: ClaimedTrim): Promise<PinnedWindow> => {
      const from = resolveInside(storageRoot, trimOf.storagePath);
      await linkOrCopy(from, heldPath(id)).catch((error: unknown) => {
        if (isErrorCode(error, 'ENOENT')) throw new ReplayError('CLIP_NOT_FOUND', { cause: error });
        if (!isErrorCode(error, 'EEXIST')) throw error;
      });
      const window = { startAt: requestedStart.getTime(), endAt: requestedEnd.getTime() };
      return { directory: dirname(heldPath(id)), ...window, startOffsetSeconds: null, segmentCount: null };
    },
    /** @throws ReplayError CAPTURE_FAILED, also for a file whose frames cannot be copied one by one */
    cut: async (capture: ClaimedTrim, storagePath: string, { signal, onProgress }: CutOptions): Promise<CutClip> => {
      const { id, trimOf, requestedStart, requestedEnd } = capture;
      const path = join(storageRoot, storagePath);
      const tracks = await readClipTracks(heldPath(id)).catch((cause: unknown) => {
        throw new ReplayError('CAPTURE_FAILED', { cause });
      });
      if (!tracks) throw new ReplayError('CAPTURE_FAILED', { cause: new Error('The clip was not written by the cutter') });
      await mkdir(dirname(path), { recursive: true });
      const written = await writeTracks({
        tracks,
        timelineZeroMs: trimOf.startedAt,
        requested: { startAt: requestedStart.getTime(), endAt: requestedEnd.getTime() },
        path,
        temporaryPath: join(dirname(path), `.tmp-${id}.mp4`),
        signal,
        onProgress,
      });
      await release(id);
      const actual = { startAt: written.actualStart, endAt: written.actualEnd };
      const gaps = gapsWithin(trimOf.gaps, actual);
      return {
        clipId: id,
        path,
        storagePath,
        sizeBytes: written.sizeBytes,
        checksum: written.sha256,
        durationSeconds: written.durationSeconds,
        actual,
        gaps,
        complete: written.complete && gaps.length === 0,
        ...(written.width !== undefined && { width: written.width }),
        ...(written.height !== undefined && { height: written.height }),
      };
    },
  };
}

/** The source shows held pictures where nothing was received: only its row knows. */
function gapsWithin(gaps: readonly { startAt: number; endAt: number }[], range: { startAt: number; endAt: number }) {
  return gaps
    .map((gap) => ({ startAt: Math.max(gap.startAt, range.startAt), endAt: Math.min(gap.endAt, range.endAt) }))
    .filter((gap) => gap.endAt > gap.startAt);
}
