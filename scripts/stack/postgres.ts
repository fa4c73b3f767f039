import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@reprise/db/embedded';

/** A database that is up. */
export interface RunningDatabase {
  url: string;
  /** Of the embedded server's own process. */
  pid: number | undefined;
  stop(): Promise<void>;
}

/** Starts the embedded server in `{home}/postgres`, or takes the given database as it is. */
export async function openDatabase(home: string, port: number, externalUrl: string | undefined): Promise<RunningDatabase> {
  if (externalUrl !== undefined) return { url: externalUrl, pid: undefined, stop: async () => {} };
  const directory = join(home, 'postgres');
  const server = await startEmbeddedPostgres(directory, port);
  const [pid] = (await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return { url: server.url, pid: pid === undefined || pid === '' ? undefined : Number(pid), stop: () => server.stop() };
}
