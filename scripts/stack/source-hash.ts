import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from './repository.ts';

const skipped = new Set(['node_modules', '.next', '.turbo', 'generated', 'testing']);

/** A fingerprint of files and directories of the repository, tests and generated files left out. */
export async function hashSources(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) await addToHash(hash, path);
  return hash.digest('hex');
}

async function addToHash(hash: ReturnType<typeof createHash>, path: string): Promise<void> {
  const absolute = inRepository(path);
  const entries = await readdir(absolute, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOTDIR' || error.code === 'ENOENT')) return undefined;
    throw error;
  });
  if (!entries) {
    const content = await readFile(absolute).catch(() => undefined);
    if (content) hash.update(path).update('\0').update(content);
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (skipped.has(entry.name) || /\.test\.tsx?$/.test(entry.name) || entry.name === 'next-env.d.ts') continue;
    await addToHash(hash, join(path, entry.name));
  }
}
