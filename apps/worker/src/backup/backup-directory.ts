import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BackupManifest, backupManifestSchema } from './backup-manifest.ts';

/** A finished backup in a directory of backups. */
export interface StoredBackup {
  /** Its directory's name: when it was made, in UTC. */
  name: string;
  directory: string;
  manifest: BackupManifest;
}

export const manifestName = 'manifest.json';
export const poolName = 'clips';
/** Backups that are being made; one that was interrupted is never taken for a whole one. */
export const unfinishedPrefix = '.unfinished-';
const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;

/** The name of a backup of this instant; names sort by time. */
export const backupName = (at: Date): string => at.toISOString().replace(/[:.]/g, '-');

/** The backups of a directory, oldest first. @throws Error when one cannot be read, ZodError when its manifest is of another kind */
export async function listBackups(root: string): Promise<StoredBackup[]> {
  const names = (await readdir(root)).filter((name) => NAME.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const directory = join(root, name);
      const text = await readFile(join(directory, manifestName), 'utf8');
      return { name, directory, manifest: backupManifestSchema.parse(JSON.parse(text)) };
    }),
  );
}

/** Removes what interrupted backups left. */
export async function removeUnfinished(root: string): Promise<void> {
  const names = (await readdir(root)).filter((name) => name.startsWith(unfinishedPrefix));
  await Promise.all(names.map((name) => rm(join(root, name), { recursive: true, force: true })));
}
