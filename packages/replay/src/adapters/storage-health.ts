import { randomUUID } from 'node:crypto';
import { statfs, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `nearly-full`: recordings go on, new ones are refused. `full`: buffers in grace are dropped too. */
export type StorageState = 'ok' | 'nearly-full' | 'full' | 'read-only' | 'missing';

/** A directory that media is written to, and the file system it is on. */
export interface StorageHealth {
  state: StorageState;
  freeBytes: number;
  totalBytes: number;
}

/** A running recording writes at most this before the next look; more on disks where it is nothing. */
const RESERVE_SHARE = 0.05;
const RESERVE_AT_MOST_BYTES = 2 * 1024 ** 3;
/** Of the reserve: when so little is left, something has to go. */
const FULL_SHARE = 0.5;

/** What so much free space means. */
export function judgeSpace(freeBytes: number, totalBytes: number): Extract<StorageState, 'ok' | 'nearly-full' | 'full'> {
  const reserveBytes = Math.min(RESERVE_AT_MOST_BYTES, totalBytes * RESERVE_SHARE);
  if (freeBytes < reserveBytes * FULL_SHARE) return 'full';
  return freeBytes < reserveBytes ? 'nearly-full' : 'ok';
}

/** Looks whether a directory is there, can be written and has room. Never throws. */
export async function measureStorage(directory: string): Promise<StorageHealth> {
  const space = await statfs(directory).then(
    ({ bavail, blocks, bsize }) => ({ freeBytes: bavail * bsize, totalBytes: blocks * bsize }),
    () => undefined,
  );
  if (!space) return { state: 'missing', freeBytes: 0, totalBytes: 0 };
  const probe = join(directory, `.probe-${randomUUID()}`);
  try {
    // Rights say little: only writing proves that it can be written.
    await writeFile(probe, 'probe');
    await unlink(probe);
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    return { ...space, state: isFull ? 'full' : 'read-only' };
  }
  return { ...space, state: judgeSpace(space.freeBytes, space.totalBytes) };
}
