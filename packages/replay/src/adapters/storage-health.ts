import { randomUUID } from 'node:crypto';
import { access, statfs, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StorageState } from '../schemas/storage-schemas.ts';

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

/** Tells the file system of a directory from the empty directory that stays when it is not mounted. */
const MARK = '.reprise-storage';

/** Marks a directory's file system, so that its absence can be told. False: it could not be written. Never throws. */
export function markStorage(directory: string): Promise<boolean> {
  return writeFile(join(directory, MARK), '', { flag: 'a' }).then(
    () => true,
    () => false,
  );
}

/** Looks whether a directory is there (with its mark, when it has been marked), can be written and has room. Never throws. */
export async function measureStorage(directory: string, { isMarked = false } = {}): Promise<StorageHealth> {
  const space = await statfs(directory).then(
    ({ bavail, blocks, bsize }) => ({ freeBytes: bavail * bsize, totalBytes: blocks * bsize }),
    () => undefined,
  );
  const isThere = await access(isMarked ? join(directory, MARK) : directory).then(
    () => true,
    () => false,
  );
  if (!space || !isThere) return { state: 'missing', freeBytes: 0, totalBytes: 0 };
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
