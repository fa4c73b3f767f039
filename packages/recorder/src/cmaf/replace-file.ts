import { rename, unlink, writeFile } from 'node:fs/promises';

/** Writes a small file whole or not at all: readers see the old one or the new one. Not fsynced. */
export async function replaceFile(path: string, content: string | Buffer): Promise<void> {
  const temporary = `${path}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}
