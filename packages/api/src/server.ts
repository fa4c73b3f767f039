export { type Auth, type AuthOptions, createAuth } from './auth/create-auth.ts';
export type { ApiContext } from './context.ts';
export { type Api, type ApiOptions, createApi } from './create-api.ts';
export { errorMap } from './error-map.ts';
export { retryAfter } from './rate-limits/retry-after.ts';
export { REST_BASE_PATH } from './rest/create-rest.ts';
export { appRouter, createCaller } from './root.ts';
