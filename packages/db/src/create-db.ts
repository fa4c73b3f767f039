import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from './generated/client.ts';

/** The database client of a process. */
export type Db = PrismaClient;

/** A client inside `db.$transaction(async (tx) => ...)`. */
export type DbTransaction = Prisma.TransactionClient;

/** Size of the connection pool: connections, at least 1. */
export interface DbOptions {
  max: number;
  /** Sees every statement with its parameters as JSON: for measurements. */
  onQuery?: (sql: string, parameters: string) => void;
}

/**
 * Opens a pool to PostgreSQL; nothing connects before the first query.
 * The caller ends it with `$disconnect()`. Transactions may wait 10 s for a connection and run 20 s, so that a burst
 * of starts or captures queues up instead of failing.
 */
export function createDb(connectionString: string, options: DbOptions): Db {
  const { max, onQuery } = options;
  const client = {
    adapter: new PrismaPg({ connectionString, max }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  };
  if (!onQuery) return new PrismaClient(client);
  const watched = new PrismaClient({ ...client, log: [{ emit: 'event', level: 'query' }] });
  watched.$on('query', ({ query, params }) => onQuery(query, params));
  return watched;
}
