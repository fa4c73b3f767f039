import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate, migrationNames, migrationsDirectory, readMigration } from '../migrate.ts';
import type { DatabaseDump, DumpedTable } from './database-dump.ts';
import { hashFile } from './hash-file.ts';

/** Why this version cannot read a dump; undefined: it can. */
export async function findMigrationProblem(dump: DatabaseDump, directory: string = migrationsDirectory): Promise<string | undefined> {
  const known = await migrationNames(directory);
  if (dump.migrations.length === 0) return 'The backup does not say which migrations its rows were made by';
  for (const { name, checksum } of dump.migrations) {
    if (!known.includes(name)) return `The backup has migration ${name}, which this version does not know: it was made by a newer version`;
    if ((await readMigration(directory, name)).checksum !== checksum)
      return `Migration ${name} differs from the one the backup was made with`;
  }
  const last = lastMigration(dump);
  const missing = known.find((name) => name < last && !dump.migrations.some((applied) => applied.name === name));
  return missing === undefined ? undefined : `The backup lacks migration ${missing}, which comes before ${last}`;
}

/** Names of the files that are missing or damaged. */
export async function verifyDump(dump: DatabaseDump, directory: string): Promise<string[]> {
  const checked = await Promise.all(
    dump.tables.map(async ({ file, checksum }) => ({ file, isGood: (await hashFile(join(directory, file)).catch(() => '')) === checksum })),
  );
  return checked.flatMap(({ file, isGood }) => (isGood ? [] : [file]));
}

/**
 * Loads a dump into a database without tables: its own migrations first, then all rows in one transaction, then the
 * migrations that came since.
 * @throws Error when a row does not fit or a migration fails; a failed load leaves no rows
 */
export async function loadDatabase(connectionString: string, dump: DatabaseDump, directory: string): Promise<void> {
  await migrate(connectionString, migrationsDirectory, lastMigration(dump));
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('BEGIN');
    for (const table of dump.tables) await loadTable(client, table, directory);
    for (const { name, lastValue } of dump.sequences) {
      if (lastValue !== null) await client.query('SELECT setval($1::regclass, $2::bigint)', [client.escapeIdentifier(name), lastValue]);
    }
    await client.query('COMMIT');
  } finally {
    // Without the commit, the end of the connection undoes everything.
    await client.end();
  }
  await migrate(connectionString);
}

async function loadTable(client: pg.Client, { name, columns, rows, file }: DumpedTable, directory: string): Promise<void> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const into = client.query(copyFrom(`COPY ${client.escapeIdentifier(name)} (${list}) FROM STDIN`));
  await pipeline(createReadStream(join(directory, file)), createGunzip(), into);
  if (into.rowCount !== rows) throw new Error(`Table ${name} has ${into.rowCount} rows after loading, not ${rows}`);
}

const lastMigration = (dump: DatabaseDump): string => dump.migrations.at(-1)?.name ?? '';
