export { createDb, type Db, type DbTransaction } from './create-db.ts';
export * from './generated/client.ts';
export { type Listener, type ListenOptions, listen } from './listen.ts';
