import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describeFile, linkOrCopy } from '@reprise/replay/server';

/** Contents by their SHA-256, shared by all backups of a directory: what was backed up once is never copied again. */
export interface ClipPool {
  /** Takes a file in. `missing`: it is not there; `damaged`: it is not what the checksum says. */
  add(source: string, checksum: string): Promise<'added' | 'kept' | 'missing' | 'damaged'>;
  /** Writes a content to a new file, whole or not at all. `missing`, `damaged`: the pool does not have it as it should. */
  extract(checksum: string, target: string): Promise<'written' | 'missing' | 'damaged'>;
  /** Removes every content but these; answers how many. */
  keepOnly(checksums: ReadonlySet<string>): Promise<number>;
}

export interface ClipPoolOptions {
  directory: string;
  /** Copies even where a hard link would do. */
  alwaysCopy: boolean;
}

/** Opens a pool; its directories are made when they are needed. */
export function createClipPool({ directory, alwaysCopy }: ClipPoolOptions): ClipPool {
  const pathOf = (checksum: string): string => join(directory, checksum.slice(0, 2), checksum);

  async function add(source: string, checksum: string): ReturnType<ClipPool['add']> {
    if (await isFile(pathOf(checksum))) return 'kept';
    const temporary = join(directory, `.tmp-${randomUUID()}`);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    try {
      await (alwaysCopy ? copyFile(source, temporary, constants.COPYFILE_FICLONE) : linkOrCopy(source, temporary));
    } catch (error) {
      if (isMissing(error)) return 'missing';
      throw error;
    }
    return (await settle(temporary, checksum, pathOf(checksum))) ? 'added' : 'damaged';
  }

  async function extract(checksum: string, target: string): ReturnType<ClipPool['extract']> {
    const temporary = join(dirname(target), `.tmp-restore-${randomUUID()}`);
    await mkdir(dirname(target), { recursive: true });
    try {
      // Never a link: what happens to the library must not happen to its backup.
      await copyFile(pathOf(checksum), temporary, constants.COPYFILE_FICLONE);
    } catch (error) {
      if (isMissing(error)) return 'missing';
      throw error;
    }
    return (await settle(temporary, checksum, target)) ? 'written' : 'damaged';
  }

  async function keepOnly(checksums: ReadonlySet<string>): Promise<number> {
    let removed = 0;
    for (const shard of await readdir(directory).catch(() => [])) {
      if (shard.startsWith('.tmp-')) await rm(join(directory, shard), { force: true });
      if (!/^[0-9a-f]{2}$/.test(shard)) continue;
      for (const name of await readdir(join(directory, shard))) {
        if (checksums.has(name)) continue;
        await rm(join(directory, shard, name));
        removed += 1;
      }
    }
    return removed;
  }

  return { add, extract, keepOnly };
}

/** Gives a temporary file its name when its content is what it should be, and removes it otherwise. */
async function settle(temporary: string, checksum: string, target: string): Promise<boolean> {
  try {
    if ((await describeFile(temporary)).checksum !== checksum) return false;
    const file = await open(temporary, 'r');
    await file.sync().finally(() => file.close());
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await rename(temporary, target);
    return true;
  } finally {
    // After the rename there is nothing; renaming one hard link onto another of the same file leaves it.
    await rm(temporary, { force: true });
  }
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
