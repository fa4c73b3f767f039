import { open, type FileHandle } from 'node:fs/promises';
import { uint32 } from './boxes.ts';
import { segmentTypeBox, type MediaPart } from './media-part.ts';

/** A growing segment file; its methods must not overlap (see {@link createSerialQueue}). */
export interface SegmentFile {
  /** Bytes of whole parts; a failed append does not count. */
  readonly sizeBytes: number;
  /** @throws ErrnoException; what was on disk before stays as it was */
  append(part: MediaPart): Promise<void>;
  /** Corrects the duration of the last sample of the last part, in ticks. */
  setLastDuration(ticks: number): Promise<void>;
  close(): Promise<void>;
}

/** The file is created by the first part, so that no empty segments lie about. */
export function createSegmentFile(path: string): SegmentFile {
  let handle: FileHandle | undefined;
  let sizeBytes = 0;
  let lastDurationAt: number | undefined;

  return {
    get sizeBytes() {
      return sizeBytes;
    },
    async append(part) {
      handle ??= await open(path, 'w');
      const prefix = sizeBytes === 0 ? [segmentTypeBox] : [];
      const start = sizeBytes + (sizeBytes === 0 ? segmentTypeBox.length : 0);
      try {
        await writeFully(handle, [...prefix, ...part.buffers], sizeBytes);
      } catch (error) {
        // A full disk may have taken a piece of it: cut it off, or a reader would take it for a torn tail.
        await handle.truncate(sizeBytes).catch(() => undefined);
        throw error;
      }
      sizeBytes = start + part.sizeBytes;
      lastDurationAt = start + part.lastDurationOffset;
    },
    async setLastDuration(ticks) {
      if (handle && lastDurationAt !== undefined) await handle.write(uint32(ticks), 0, 4, lastDurationAt);
    },
    async close() {
      await handle?.close();
      handle = undefined;
    },
  };
}

/** writev until everything is on its way: near a full disk the kernel may take only a part of it without an error. */
async function writeFully(handle: FileHandle, buffers: Buffer[], position: number): Promise<void> {
  let rest = buffers;
  let at = position;
  for (;;) {
    const { bytesWritten } = await handle.writev(rest, at);
    at += bytesWritten;
    let skip = bytesWritten;
    rest = rest.flatMap((buffer) => {
      const taken = Math.min(skip, buffer.length);
      skip -= taken;
      return taken === buffer.length ? [] : [buffer.subarray(taken)];
    });
    if (rest.length === 0) return;
    if (bytesWritten === 0) throw Object.assign(new Error('The disk takes no more'), { code: 'ENOSPC' });
  }
}
