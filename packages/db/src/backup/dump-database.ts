import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { listAppliedMigrations, listSequences, listTables, type TableShape } from './catalog.ts';
import type { DatabaseDump, DumpedTable } from './database-dump.ts';
import { hashFile } from './hash-file.ts';

export interface DumpOptions {
  connectionString: string;
  /** An empty directory of its own. */
  directory: string;
  /** Tables whose rows mean nothing elsewhere. */
  withoutRowsOf: readonly string[];
  /** A query answered in the same instant as everything else. */
  alsoRead: string;
}

/**
 * Writes every row of one instant into files: one transaction that sees a single snapshot, whatever is changed meanwhile.
 * It blocks nobody, and lasts as long as the copying of the rows.
 * @throws Error when the database cannot be read or the directory cannot be written
 */
export async function dumpDatabase(options: DumpOptions): Promise<{ dump: DatabaseDump; read: unknown[] }> {
  const client = new pg.Client({ connectionString: options.connectionString });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: read } = await client.query<Record<string, unknown>>(options.alsoRead);
    const { rows: version } = await client.query<{ server_version: string }>('SHOW server_version');
    const tables: DumpedTable[] = [];
    for (const table of await listTables(client)) {
      if (!options.withoutRowsOf.includes(table.name)) tables.push(await dumpTable(client, table, options.directory));
    }
    const dump: DatabaseDump = {
      serverVersion: version[0]?.server_version ?? 'unknown',
      migrations: await listAppliedMigrations(client),
      tables,
      sequences: await listSequences(client),
    };
    await client.query('COMMIT');
    return { dump, read };
  } finally {
    await client.end();
  }
}

async function dumpTable(client: pg.Client, { name, columns }: TableShape, directory: string): Promise<DumpedTable> {
  const file = `${name}.copy.gz`;
  const path = join(directory, file);
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const rows = client.query(copyTo(`COPY ${client.escapeIdentifier(name)} (${list}) TO STDOUT`));
  await pipeline(rows, createGzip(), createWriteStream(path, { mode: 0o600, flush: true }));
  return { name, columns, rows: rows.rowCount, file, checksum: await hashFile(path) };
}
