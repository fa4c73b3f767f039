import type pg from 'pg';

/** A table and what its rows are made of. */
export interface TableShape {
  name: string;
  columns: string[];
}

/** Written by the migration runner itself. */
const HISTORY_TABLE = '_prisma_migrations';

const TABLES = `
  SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> $1
  GROUP BY c.relname ORDER BY c.relname`;

const REFERENCES = `
  SELECT DISTINCT child.relname AS child, parent.relname AS parent
  FROM pg_constraint k JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
  WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND child.oid <> parent.oid`;

/**
 * The tables of the product, referenced ones first, so that rows can be loaded in this order.
 * @throws Error when tables refer to each other in a circle
 */
export async function listTables(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows: tables } = await client.query<TableShape>(TABLES, [HISTORY_TABLE]);
  const { rows: references } = await client.query<{ child: string; parent: string }>(REFERENCES);
  const ordered: TableShape[] = [];
  let waiting = tables;
  while (waiting.length > 0) {
    const names = new Set(waiting.map((table) => table.name));
    const isFree = ({ name }: TableShape): boolean => !references.some(({ child, parent }) => child === name && names.has(parent));
    const free = waiting.filter(isFree);
    if (free.length === 0) throw new Error(`These tables refer to each other in a circle: ${[...names].join(', ')}`);
    ordered.push(...free);
    waiting = waiting.filter((table) => !free.includes(table));
  }
  return ordered;
}

/** Names of the sequences that number rows, and the last number each gave. */
export async function listSequences(client: pg.ClientBase): Promise<Array<{ name: string; lastValue: string | null }>> {
  const { rows } = await client.query<{ name: string; lastValue: string | null }>(
    `SELECT sequencename AS name, last_value::text AS "lastValue" FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
  );
  return rows;
}

/** What has been applied, in order; none in a database that was never migrated. */
export async function listAppliedMigrations(client: pg.ClientBase): Promise<Array<{ name: string; checksum: string }>> {
  const { rows: found } = await client.query('SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = $2', ['public', HISTORY_TABLE]);
  if (found.length === 0) return [];
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM ${HISTORY_TABLE} WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`,
  );
  return rows;
}
