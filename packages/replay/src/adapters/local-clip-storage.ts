import { rm } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { ReplayError } from '../errors.ts';
import type { ClipStorage } from '../ports/clip-storage.ts';

export interface LocalClipStorageOptions {
  /** REPLAY_STORAGE_PATH. */
  root: string;
  /** A file that could not be removed stays until the audit finds it. */
  onError: (error: unknown, storagePath: string) => void;
}

/** Finished clips on a disk. */
export interface LocalClipStorage extends ClipStorage {
  /** Where a stored file is. @throws ReplayError FILE_NOT_FOUND when the path leads out of the storage */
  pathOf(storagePath: string): string;
}

/** Keeps clips under one directory. */
export function createLocalClipStorage({ root, onError }: LocalClipStorageOptions): LocalClipStorage {
  const pathOf = (storagePath: string): string => resolveInside(root, storagePath);
  return {
    pathOf,
    remove: async (storagePaths) => {
      for (const storagePath of storagePaths) {
        try {
          await rm(pathOf(storagePath), { force: true });
        } catch (error) {
          onError(error, storagePath);
        }
      }
    },
  };
}

/** A path inside a directory. @throws ReplayError FILE_NOT_FOUND when it would lead out of it, or is the directory itself */
export function resolveInside(root: string, path: string): string {
  const absolute = resolve(root, path);
  const inside = relative(resolve(root), absolute);
  if (inside === '' || inside === '..' || /^\.\.[\\/]/.test(inside) || isAbsolute(inside) || path.includes('\0')) {
    throw new ReplayError('FILE_NOT_FOUND');
  }
  return absolute;
}
