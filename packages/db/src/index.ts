export { createDb, type Db, type DbTransaction } from './create-db.ts';
export * from './generated/client.ts';
export { type HeldLock, tryHoldLock } from './hold-lock.ts';
export { type Listener, type ListenOptions, listen } from './listen.ts';
