import { parseReplayEnv } from '@reprise/replay';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi } from '../create-api.ts';
import { requestsPerMinute } from '../rate-limits/rate-limits.ts';
import { startTestApi, TEST_ENV, type TestApi } from '../testing/test-api.ts';

const allowed = requestsPerMinute['sign-in'];
let server: TestApi;
/** Two web processes over one database, as far as they share nothing else. */
let processes: Api[];

beforeAll(async () => {
  server = await startTestApi();
  const env = parseReplayEnv({ ...TEST_ENV, DATABASE_URL: server.database.url });
  const log = { error: () => undefined, warn: () => undefined };
  const open = () => createApi({ env, baseUrl: 'http://localhost:3000', poolSize: 3, isRateLimited: true, version: '0.0.0', log });
  processes = [open(), open()];
});
afterAll(async () => {
  await Promise.all(processes.map((api) => api.close()));
  await server.stop();
});

/** One try at the process whose turn it is. */
async function signIn(turn: number, email: string, password: string, address?: string): Promise<Response> {
  const api = processes[turn % processes.length];
  if (!api) throw new Error('No process');
  return api.handleAuth(
    new Request('http://localhost:3000/api/auth/sign-in/email', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: 'http://localhost:3000',
        ...(address !== undefined && { 'x-forwarded-for': address }),
      },
      body: JSON.stringify({ email, password }),
    }),
  );
}

test('an account is tried as often as allowed over two processes and from any address, then not even with the right password', async () => {
  for (let turn = 0; turn < allowed.user; turn += 1) {
    const wrong = await signIn(turn, turn % 2 ? 'Member@demo.test' : 'member@demo.test', 'guess guess', `198.51.100.${String(turn)}`);
    expect(wrong.status).toBe(401);
  }
  for (const turn of [0, 1]) {
    const refused = await signIn(turn, 'member@demo.test', 'replay-demo', '203.0.113.1');
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED', message: 'Too many requests' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('set-auth-token')).toBeNull();
  }
  expect((await signIn(0, 'admin@demo.test', 'replay-demo', '203.0.113.1')).status).toBe(200);
});

test('an address is counted over all accounts it tries', async () => {
  const address = '203.0.113.77';
  for (let turn = 0; turn < allowed.address; turn += 1) {
    expect((await signIn(turn, `nobody-${String(turn)}@demo.test`, 'guess guess', address)).status).toBe(401);
  }
  expect((await signIn(0, 'moderator@demo.test', 'replay-demo', address)).status).toBe(429);
  expect((await signIn(1, 'moderator@demo.test', 'replay-demo', '203.0.113.78')).status).toBe(200);
});
