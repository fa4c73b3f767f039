import { rm, rmdir } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import type { SessionBuffers } from '../sessions/run-session.ts';
import { isErrorCode } from './error-code.ts';
import { resolveInside } from './local-clip-storage.ts';

/** Buffers as directories under `root` (REPLAY_BUFFER_PATH, absolute). */
export function createSessionBuffers(root: string): SessionBuffers {
  const directoryOf = (segmentPath: string): string => {
    const directory = resolveInside(root, segmentPath);
    if (relative(root, directory).split(sep).length !== 3) {
      throw new Error(`A buffer lies three levels below its root, not at ${JSON.stringify(segmentPath)}`);
    }
    return directory;
  };
  return {
    directoryOf,
    remove: async (segmentPath) => {
      const directory = directoryOf(segmentPath);
      // Tried again: a picture of it may just be written.
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
      // The room's and the sharer's directories go with their last buffer; another buffer in them keeps them.
      for (const parent of [dirname(directory), dirname(dirname(directory))]) {
        await rmdir(parent).catch((error: unknown) => {
          if (!isErrorCode(error, 'ENOTEMPTY', 'ENOENT', 'EEXIST')) throw error;
        });
      }
    },
  };
}
