import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dumpDatabase } from '@reprise/db/backup';
import { resolveInside } from '@reprise/replay/server';
import pLimit from 'p-limit';
import { z } from 'zod';
import { type BackedUpFile, type BackupManifest, backupManifestSchema } from './backup-manifest.ts';
import { backupName, listBackups, manifestName, poolName, removeUnfinished, unfinishedPrefix } from './backup-directory.ts';
import { type ClipPool, createClipPool } from './clip-pool.ts';

export interface BackupOptions {
  databaseUrl: string;
  /** REPLAY_STORAGE_PATH. */
  storageRoot: string;
  /** Where all backups are. */
  target: string;
  version: string;
  now: () => number;
  alwaysCopy: boolean;
  /** Backups older than this are removed once a newer one is whole, ms. */
  keepMs: number;
  /** Of these rows of files, those that are still there. */
  findRows: (ids: string[]) => Promise<Set<string>>;
  say: (line: string) => void;
  signal: AbortSignal;
}

export interface MadeBackup {
  name: string;
  manifest: BackupManifest;
  /** Contents that no earlier backup had. */
  addedFiles: number;
  removedBackups: string[];
  removedFiles: number;
}

/** Rows that mean nothing on another day: who is alive, whose turn it is, how often somebody asked. */
const TRANSIENT = ['recorder_node', 'cluster_job', 'rate_limit'];
const COPIES_AT_ONCE = 4;
const FILES = `SELECT id, "storagePath", checksum, size::text AS "sizeBytes" FROM file ORDER BY "createdAt" DESC, id`;
const fileRows = z.array(z.object({ id: z.string(), storagePath: z.string(), checksum: z.string(), sizeBytes: z.coerce.number() }));

/**
 * Backs up the rows of one instant and every file they name, while everything runs. Rows first: a file is on the disk before
 * its row, so whatever the rows name was there; what a person deletes while it is copied is noted and left out.
 * @throws Error when the database or a directory cannot be used; nothing half is left then
 */
export async function createBackup(options: BackupOptions): Promise<MadeBackup> {
  const { target, now } = options;
  await mkdir(target, { recursive: true, mode: 0o700 });
  await removeUnfinished(target);
  const name = backupName(new Date(now()));
  const directory = join(target, `${unfinishedPrefix}${name}`);
  await mkdir(directory, { mode: 0o700 });
  try {
    const { manifest, addedFiles } = await fillBackup(options, directory, name);
    options.signal.throwIfAborted();
    await writeFile(join(directory, manifestName), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600, flush: true });
    await rename(directory, join(target, name));
    return { name, manifest, addedFiles, ...(await removeOld(options, name)) };
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

async function fillBackup(
  options: BackupOptions,
  directory: string,
  name: string,
): Promise<{ manifest: BackupManifest; addedFiles: number }> {
  const { databaseUrl: connectionString, version, now, say } = options;
  const madeAt = new Date(now()).toISOString();
  const { dump: database, read } = await dumpDatabase({ connectionString, directory, withoutRowsOf: TRANSIENT, alsoRead: FILES });
  const rows = fileRows.parse(read);
  say(`${name}: rows of ${database.tables.length} tables written; ${rows.length} files to keep`);
  const pool = createClipPool({ directory: join(options.target, poolName), alwaysCopy: options.alwaysCopy });
  const { files, lost, addedFiles } = await keepFiles(options, pool, rows);
  return { manifest: backupManifestSchema.parse({ format: 1, madeAt, version, database, files, lost }), addedFiles };
}

async function keepFiles(options: BackupOptions, pool: ClipPool, rows: BackedUpFile[]) {
  const limit = pLimit(COPIES_AT_ONCE);
  const kept: BackedUpFile[] = [];
  const failed: Array<{ row: BackedUpFile; reason: 'missing' | 'damaged' }> = [];
  let addedFiles = 0;
  const keep = async (row: BackedUpFile): Promise<void> => {
    options.signal.throwIfAborted();
    const outcome = await pool.add(resolveInside(options.storageRoot, row.storagePath), row.checksum);
    if (outcome === 'added') addedFiles += 1;
    if (outcome === 'missing' || outcome === 'damaged') failed.push({ row, reason: outcome });
    else kept.push(row);
  };
  await Promise.all(rows.map((row) => limit(keep, row)));
  const alive = await options.findRows(failed.map(({ row }) => row.id));
  const lost = failed.map(({ row, reason }) => ({ ...row, reason: alive.has(row.id) ? reason : ('deleted' as const) }));
  return { files: kept, lost, addedFiles };
}

/** The newest backup always stays. */
async function removeOld({ target, now, keepMs, alwaysCopy }: BackupOptions, newest: string) {
  const backups = await listBackups(target);
  const old = backups.filter(({ name, manifest }) => name !== newest && Date.parse(manifest.madeAt) < now() - keepMs);
  for (const { directory } of old) await rm(directory, { recursive: true });
  const wanted = backups.filter((backup) => !old.includes(backup)).flatMap(({ manifest }) => manifest.files.map((file) => file.checksum));
  const pool = createClipPool({ directory: join(target, poolName), alwaysCopy });
  return { removedBackups: old.map(({ name }) => name), removedFiles: await pool.keepOnly(new Set(wanted)) };
}
