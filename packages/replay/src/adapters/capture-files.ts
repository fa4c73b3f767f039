import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PinnedWindow, RunCaptureDeps } from '../captures/run-capture.ts';
import type { ClaimedBufferCapture, ClaimedCapture } from '../ports/capture-work.ts';
import type { MediaTools } from '../ports/media-tools.ts';
import type { SessionBuffers } from '../sessions/run-session.ts';
import { writeClip } from './clip-cutter.ts';
import { cutEgressClip } from './cut-egress-clip.ts';
import { isErrorCode } from './error-code.ts';
import { pinBuffer, readPinnedBuffer } from './pin-buffer.ts';
import { createTrimFiles } from './trim-files.ts';
import { isEgressBuffer, pinEgressBuffer, readPinnedEgress } from './pin-egress-buffer.ts';

export interface CaptureFilesOptions {
  buffers: SessionBuffers;
  /** REPLAY_BUFFER_PATH, absolute: pins lie in it, so that links reach. */
  bufferRoot: string;
  /** REPLAY_STORAGE_PATH, absolute. */
  storageRoot: string;
  mediaTools: Pick<MediaTools, 'concatenate' | 'probe'>;
  /** Segments that were left out of a clip, or whose end was, because they cannot be read. */
  onDamaged: (capture: ClaimedCapture, paths: string[]) => void;
}

/** The file side of captures: pins and MP4. A retried capture finds or replaces its own files by name. */
export type CaptureFiles = Pick<RunCaptureDeps, 'pin' | 'cut' | 'discard' | 'unpin'>;

/** Pins live beside the rooms; a room's name is never written with a leading dot. */
export const pinsDirectoryName = '.captures';

export function createCaptureFiles(options: CaptureFilesOptions): CaptureFiles {
  const pinDirectory = (captureId: string): string => join(options.bufferRoot, pinsDirectoryName, captureId);
  const trims = createTrimFiles(options.storageRoot);
  return {
    pin: (capture, openSegments) => (capture.trimOf ? trims.hold(capture) : pin(options, pinDirectory(capture.id), capture, openSegments)),
    cut: async (capture, pinned, { signal, onProgress }) => {
      if (capture.trimOf) return trims.cut(capture, clipStoragePath(capture), { signal, onProgress });
      const storagePath = clipStoragePath(capture);
      const path = join(options.storageRoot, storagePath);
      const onDamaged = (paths: string[]): void => options.onDamaged(capture, paths);
      if (await isEgressBuffer(pinned.directory)) {
        const source = await readPinnedEgress(pinned.directory, windowOf(capture));
        const {
          actualStart: startAt,
          actualEnd: endAt,
          ...cut
        } = await cutEgressClip({ source, path, mediaTools: options.mediaTools, signal, onProgress, onDamaged });
        return { ...cut, ...(await describeFile(path)), clipId: capture.id, path, storagePath, actual: { startAt, endAt } };
      }
      const written = await writeClip({
        source: await readPinnedBuffer(pinned.directory, windowOf(capture)),
        path,
        temporaryPath: join(dirname(path), `.tmp-${capture.id}.mp4`),
        signal,
        onProgress,
        onDamaged,
      });
      return {
        clipId: capture.id,
        path,
        storagePath,
        sizeBytes: written.sizeBytes,
        checksum: written.sha256,
        durationSeconds: written.durationSeconds,
        actual: { startAt: written.actualStart, endAt: written.actualEnd },
        gaps: written.gaps,
        complete: written.complete,
        ...(written.width !== undefined && { width: written.width }),
        ...(written.height !== undefined && { height: written.height }),
      };
    },
    discard: async (paths) => {
      await Promise.all(paths.map((path) => rm(path, { force: true })));
    },
    unpin: async (captureId) => {
      await rm(pinDirectory(captureId), { recursive: true, force: true });
      await trims.release(captureId);
    },
  };
}

/** `{userId}/{timestampMs}-{clipId}.mp4`; the clip takes its capture's id, so a second try lands on the same name. */
function clipStoragePath(capture: ClaimedCapture): string {
  return join(capture.userId, `${String(capture.requestedEnd.getTime())}-${capture.id}.mp4`);
}

function windowOf(capture: ClaimedCapture): { startAt: number; endAt: number } {
  return { startAt: capture.requestedStart.getTime(), endAt: capture.requestedEnd.getTime() };
}

async function pin(
  options: CaptureFilesOptions,
  directory: string,
  capture: ClaimedBufferCapture,
  openSegments: Parameters<CaptureFiles['pin']>[1],
): Promise<PinnedWindow> {
  const bufferDirectory = options.buffers.directoryOf(capture.segmentPath);
  const what = { bufferDirectory, pinDirectory: directory, window: windowOf(capture) };
  const pinned = (await isEgressBuffer(bufferDirectory)) ? await pinEgressBuffer(what) : await pinBuffer({ ...what, openSegments });
  return {
    directory,
    startAt: pinned.selection.actualStart,
    endAt: pinned.selection.actualEnd,
    startOffsetSeconds: pinned.startOffsetSeconds,
    segmentCount: pinned.selection.tracks.reduce((count, track) => count + track.segments.length, 0),
  };
}

/** Size and SHA-256 of a small file. */
export async function describeFile(path: string): Promise<{ sizeBytes: number; checksum: string }> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { sizeBytes: (await stat(path)).size, checksum: hash.digest('hex') };
}

/** Removes the pins of captures that nobody plays or cuts any more. `isWanted` is asked for each. */
export async function sweepPins(bufferRoot: string, isWanted: (captureIds: string[]) => Promise<Set<string>>): Promise<number> {
  const root = join(bufferRoot, pinsDirectoryName);
  const names = await readdir(root).catch((error: unknown) => {
    if (isErrorCode(error, 'ENOENT')) return [];
    throw error;
  });
  const wanted = await isWanted(names.map((name) => name.replace(/\.tmp$/, '')));
  const stale = names.filter((name) => !wanted.has(name.replace(/\.tmp$/, '')));
  await Promise.all(stale.map((name) => rm(join(root, name), { recursive: true, force: true })));
  return stale.length;
}
