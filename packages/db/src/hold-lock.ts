import pg from 'pg';

/** A lock that lasts as long as its connection: a process that dies gives it back at once. */
export interface HeldLock {
  /** Resolves when the connection is lost and with it the lock. */
  readonly lost: Promise<Error>;
  release(): Promise<void>;
}

/** Space of our advisory locks for names, apart from those of migrations and events. */
const NAME_LOCKS = 5_103;

/** Takes a cluster-wide lock on a name, or answers undefined when somebody else holds it. */
export async function tryHoldLock(connectionString: string, name: string): Promise<HeldLock | undefined> {
  const client = new pg.Client({ connectionString, keepAlive: true });
  const lost = new Promise<Error>((resolve) => {
    client.on('error', resolve);
    client.on('end', () => resolve(new Error('The connection that held the lock ended')));
  });
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS held', [NAME_LOCKS, name]);
  if (rows[0]?.held === true) return { lost, release: () => client.end() };
  await client.end();
  return undefined;
}
