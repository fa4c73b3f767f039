import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDb, type Db } from '../create-db.ts';
import { freePort, startEmbeddedPostgres } from '../embedded.ts';
import { migrate, migrationsDirectory } from '../migrate.ts';

/** A migrated database that only one test file uses. */
export interface TestDatabase {
  db: Db;
  url: string;
  /** Empties every table; numbers go on, as listeners remember the last one they saw. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Nobody minds a lost test database, so nothing waits for the disk. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'shared_buffers=16MB',
  'max_connections=60',
  'max_wal_size=256MB',
];
const copy = promisify(execFile);

/**
 * Starts a PostgreSQL with the newest schema for one test file, in about half a second: the data directory is a copy of one
 * that is made once per set of migrations. Call it in beforeAll, and `stop()` in afterAll.
 */
export async function startTestDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'reprise-test-db-'));
  const data = join(directory, 'data');
  await copy('cp', ['-a', await templateDirectory(), data]);
  await copy('chmod', ['755', directory]); // user postgres walks through it
  const server = await startEmbeddedPostgres(data, await freePort(), { settings: SETTINGS });
  const db = createDb(server.url, { max: options.max ?? 20 });
  return {
    db,
    url: server.url,
    reset: async () => {
      const tables = await db.$queryRaw<Array<{ tablename: string }>>`
        SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
      const names = tables.map(({ tablename }) => `"${tablename}"`).join(', ');
      await db.$executeRawUnsafe(`TRUNCATE ${names} CASCADE`);
    },
    stop: async () => {
      await db.$disconnect();
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A stopped, migrated cluster; made under another name and renamed, so that parallel test files never copy half of one. */
async function templateDirectory(): Promise<string> {
  const template = join(tmpdir(), `reprise-test-template-${await hashMigrations()}`);
  if (existsSync(template)) return template;
  const directory = await mkdtemp(join(tmpdir(), 'reprise-test-new-'));
  await copy('chmod', ['755', directory]);
  const data = join(directory, 'data');
  const server = await startEmbeddedPostgres(data, await freePort(), { settings: SETTINGS });
  await migrate(server.url);
  await server.stop();
  try {
    await rename(data, template);
  } catch (error) {
    if (!existsSync(template)) throw error; // else another file was faster
  }
  await rm(directory, { recursive: true, force: true });
  return template;
}

async function hashMigrations(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(migrationsDirectory)).sort()) {
    if (name.includes('.')) continue;
    hash.update(name).update(await readFile(join(migrationsDirectory, name, 'migration.sql')));
  }
  return hash.digest('hex').slice(0, 12);
}
