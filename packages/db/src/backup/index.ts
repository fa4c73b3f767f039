/** Everything in a database as files, and back: for backups that need no tools of PostgreSQL. */
export { type DatabaseDump, databaseDumpSchema } from './database-dump.ts';
export { dumpDatabase, type DumpOptions } from './dump-database.ts';
export { findMigrationProblem, loadDatabase, verifyDump } from './load-database.ts';
export { emptyDatabase, hasRows } from './target-database.ts';
