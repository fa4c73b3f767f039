import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** The key Prisma's own engine locks while it migrates, so that `prisma migrate deploy` elsewhere waits for us. */
const MIGRATION_LOCK = 72707369;

const CREATE_HISTORY = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

interface Applied {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/** The directory of this repository's migrations. */
export const migrationsDirectory = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/**
 * Brings the database to the newest migration, one transaction each, and answers the names it applied.
 * Writes the history table Prisma reads. Safe to call from many processes at once: they take turns.
 * `until` names the last migration to apply, for data that is loaded in an older shape first.
 * @throws Error naming the migration that failed, was edited after it was applied, or is missing here.
 */
export async function migrate(connectionString: string, directory: string = migrationsDirectory, until?: string): Promise<string[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(CREATE_HISTORY);
    const { rows } = await client.query<Applied>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const names = await migrationNames(directory);
    const unknown = rows.find((row) => !names.includes(row.migration_name));
    if (unknown) throw new Error(`The database has migration ${unknown.migration_name}, which this version does not know`);
    const history = new Map(rows.map((row) => [row.migration_name, row]));
    const applied: string[] = [];
    for (const name of names) {
      if (until !== undefined && name > until) break;
      if (await applyOnce(client, directory, name, history.get(name))) applied.push(name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

/** The migrations that a database lacks; all of them when it was never migrated. */
export async function listPendingMigrations(connectionString: string, directory: string = migrationsDirectory): Promise<string[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows: tables } = await client.query('SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = $2', [
      'public',
      '_prisma_migrations',
    ]);
    const names = await migrationNames(directory);
    if (tables.length === 0) return names;
    const { rows } = await client.query<Pick<Applied, 'migration_name'>>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    return names.filter((name) => !rows.some((row) => row.migration_name === name));
  } finally {
    await client.end();
  }
}

/** The names of a directory's migrations, in the order in which they are applied. */
export async function migrationNames(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** A migration's statements and their SHA-256, as the history table keeps it. */
export async function readMigration(directory: string, name: string): Promise<{ sql: string; checksum: string }> {
  const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
  return { sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

async function applyOnce(client: pg.Client, directory: string, name: string, before: Applied | undefined): Promise<boolean> {
  const { sql, checksum } = await readMigration(directory, name);
  if (before && !before.finished_at) throw new Error(`Migration ${name} failed before; resolve it first`);
  if (before && before.checksum !== checksum) throw new Error(`Migration ${name} was edited after it was applied`);
  if (before) return false;
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)',
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
    return true;
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
