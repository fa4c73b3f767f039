export type { AppRouter } from './root.ts';
export type { ErrorData } from './trpc.ts';
