import { join } from 'node:path';
import type { Db } from '@reprise/db';
import { emptyDatabase, loadDatabase, verifyDump } from '@reprise/db/backup';
import { resolveInside, settleRestored, type SettledRows } from '@reprise/replay/server';
import pLimit from 'p-limit';
import type { BackedUpFile } from './backup-manifest.ts';
import { poolName, type StoredBackup } from './backup-directory.ts';
import { createClipPool } from './clip-pool.ts';

export interface RestoreOptions {
  /** Where all backups are. */
  from: string;
  backup: StoredBackup;
  databaseUrl: string;
  db: Db;
  /** REPLAY_STORAGE_PATH. */
  storageRoot: string;
  /** Goes on without files that the backup does not have as it should. */
  skipDamaged: boolean;
  say: (line: string) => void;
}

export interface Restored extends SettledRows {
  files: number;
  /** Files of the backup itself that are missing or damaged; their clips are left out. */
  skipped: BackedUpFile[];
}

/** The backup is not what it says; nothing was changed in the database. */
export class DamagedBackupError extends Error {
  override readonly name = 'DamagedBackupError';
}

const COPIES_AT_ONCE = 4;

/**
 * Brings files and rows back: files first, each compared with its checksum, and only then the database, whose tables are
 * dropped. Whoever calls has made sure that nothing runs and that nothing of worth is there.
 * @throws DamagedBackupError before anything is dropped; Error when the database refuses
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { backup, databaseUrl, db, say } = options;
  const { manifest } = backup;
  const damagedRows = await verifyDump(manifest.database, backup.directory);
  if (damagedRows.length > 0) throw new DamagedBackupError(`These files of the backup are missing or damaged: ${damagedRows.join(', ')}`);
  const skipped = await writeFiles(options);
  say(`${manifest.files.length - skipped.length} files written and compared with their checksums`);
  await emptyDatabase(databaseUrl);
  await loadDatabase(databaseUrl, manifest.database, backup.directory);
  say(`${manifest.database.tables.reduce((sum, table) => sum + table.rows, 0)} rows loaded`);
  const settled = await settleRestored(
    db,
    [...manifest.lost, ...skipped].map(({ id }) => id),
  );
  return { ...settled, files: manifest.files.length - skipped.length, skipped };
}

async function writeFiles({ from, backup, storageRoot, skipDamaged }: RestoreOptions): Promise<BackedUpFile[]> {
  const pool = createClipPool({ directory: join(from, poolName), alwaysCopy: true });
  const limit = pLimit(COPIES_AT_ONCE);
  const bad: BackedUpFile[] = [];
  const write = async (file: BackedUpFile): Promise<void> => {
    const outcome = await pool.extract(file.checksum, resolveInside(storageRoot, file.storagePath));
    if (outcome !== 'written') bad.push(file);
  };
  await Promise.all(backup.manifest.files.map((file) => limit(write, file)));
  if (bad.length > 0 && !skipDamaged) {
    const names = bad.map((file) => file.storagePath).join(', ');
    throw new DamagedBackupError(`The backup has lost these files (--skip-damaged goes on without their clips): ${names}`);
  }
  return bad;
}
