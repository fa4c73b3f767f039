import pg from 'pg';
import { listTables } from './catalog.ts';

/** Whether any table of the product holds a row; false where there are no tables. */
export async function hasRows(connectionString: string): Promise<boolean> {
  return withClient(connectionString, async (client) => {
    for (const { name } of await listTables(client)) {
      const { rows } = await client.query(`SELECT 1 FROM ${client.escapeIdentifier(name)} LIMIT 1`);
      if (rows.length > 0) return true;
    }
    return false;
  });
}

/** Drops every table of the product and of its job queue, for rows of another instant. */
export async function emptyDatabase(connectionString: string): Promise<void> {
  await withClient(connectionString, async (client) => {
    await client.query('BEGIN');
    await client.query('DROP SCHEMA IF EXISTS pgboss CASCADE');
    await client.query('DROP SCHEMA public CASCADE');
    await client.query('CREATE SCHEMA public');
    await client.query('COMMIT');
  });
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
