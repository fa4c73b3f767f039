import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { parseReplayEnv } from '@reprise/replay';
import { type Demo, seedDemo } from '@reprise/replay/server';
import { type Api, createApi } from '../create-api.ts';

/** An API on a database of its own, with the demo community in it. */
export interface TestApi {
  api: Api;
  database: TestDatabase;
  demo: Demo;
  failures: unknown[];
  /** Signs a demo account in; answers its bearer token. */
  /** Answers the bearer token. */
  signIn(email: string): Promise<string>;
  /** Answers the Cookie header of a browser that signed in. */
  signInCookie(email: string): Promise<string>;
  rest(token: string | null, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

const BASE_URL = 'http://localhost:3000';

/** What every process of a test reads, beside its database. */
export const TEST_ENV = {
  AUTH_SECRET: 'a secret only for tests',
  LIVEKIT_URL: 'ws://127.0.0.1:1',
  LIVEKIT_API_KEY: 'devkey',
  LIVEKIT_API_SECRET: 'a livekit secret only for tests, long enough',
  FILE_UPLOAD_DEST: '/nonexistent',
};

/** Starts the API as a web process composes it; LiveKit is not there. */
export async function startTestApi(options: { liveKitUrl?: string; isRateLimited?: boolean } = {}): Promise<TestApi> {
  const database = await startTestDatabase();
  const failures: unknown[] = [];
  const report = (fields: unknown): void => void failures.push(fields);
  const env = parseReplayEnv({
    ...TEST_ENV,
    DATABASE_URL: database.url,
    LIVEKIT_URL: options.liveKitUrl ?? TEST_ENV.LIVEKIT_URL,
  });
  const api = createApi({
    env,
    baseUrl: BASE_URL,
    poolSize: 5,
    isRateLimited: options.isRateLimited ?? false,
    version: '0.0.0',
    log: { error: report, warn: report, info: () => undefined },
  });
  const demo = await seedDemo({ db: api.db, createAccount: api.auth.createAccount });
  return {
    api,
    database,
    demo,
    failures,
    signIn: async (email) => {
      const response = await askToSignIn(api, email);
      const token = response.headers.get('set-auth-token');
      if (!token) throw new Error(`Sign-in answered ${response.status}`);
      return token;
    },
    signInCookie: async (email) =>
      (await askToSignIn(api, email)).headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0] ?? '')
        .join('; '),
    rest: (token, method, path, body, headers = {}) =>
      api.handleRest(
        new Request(`${BASE_URL}/livekit-replay${path}`, {
          method,
          headers: {
            ...headers,
            ...(token !== null && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      ),
    stop: async () => {
      await api.close();
      await database.stop();
    },
  };
}

function askToSignIn(api: Api, email: string): Promise<Response> {
  return api.handleAuth(
    new Request(`${BASE_URL}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: BASE_URL },
      body: JSON.stringify({ email, password: 'replay-demo' }),
    }),
  );
}
