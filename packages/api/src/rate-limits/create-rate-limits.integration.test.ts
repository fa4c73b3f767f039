import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRateLimits } from './create-rate-limits.ts';
import { startTestApi } from '../testing/test-api.ts';
import { type RateLimits, requestsPerMinute } from './rate-limits.ts';
import { z } from 'zod';

const limit = { user: 3, address: 5 };
const limits = { 'sign-in': limit, start: limit, stop: limit, capture: limit, share: limit, post: limit, join: limit };
let database: TestDatabase;
const opened: RateLimits[] = [];

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await Promise.all(opened.map((limiter) => limiter.close()));
  await database.stop();
});

/** As one web process has it. */
function open(windowSeconds = 60): RateLimits {
  const limiter = createRateLimits({ connectionString: database.url, limits, windowSeconds });
  opened.push(limiter);
  return limiter;
}

test('a person gets as many requests as allowed, over two processes, at one instant', async () => {
  const [one, two] = [open(), open()];
  const asked = Array.from({ length: 10 }, (_, index) => (index % 2 ? one : two).take('start', { userId: 'racer', address: null }));
  const results = await Promise.allSettled(asked);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    expect(result.reason).toMatchObject({ code: 'RATE_LIMITED', message: 'Too many requests' });
    const { details } = z.object({ details: z.object({ retryAfterSeconds: z.number() }) }).parse(result.reason);
    expect(details.retryAfterSeconds).toBeGreaterThan(50);
    expect(details.retryAfterSeconds).toBeLessThanOrEqual(60);
  }
});

test('an address is counted over all its people, and actions apart', async () => {
  const limiter = open();
  const ask = (userId: string) => limiter.take('capture', { userId, address: '203.0.113.9' });
  for (const userId of ['a', 'b', 'c', 'd', 'e']) await ask(userId);
  await expect(ask('f')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await limiter.take('share', { userId: 'f', address: '203.0.113.9' });
  await limiter.take('capture', { userId: 'f', address: '203.0.113.10' });
});

test('when the window is over, one may again', async () => {
  const limiter = open(1);
  const ask = () => limiter.take('stop', { userId: 'patient', address: null });
  for (let index = 0; index < 3; index += 1) await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { retryAfterSeconds: 1 } });
  await expect
    .poll(
      () =>
        ask().then(
          () => true,
          () => false,
        ),
      { timeout: 5000 },
    )
    .toBe(true);
});

test('over REST and tRPC: 429 with Retry-After, shared by both', async () => {
  const server = await startTestApi({ isRateLimited: true });
  try {
    const token = await server.signIn('member@demo.test');
    for (let index = 0; index < requestsPerMinute.stop.user; index += 1) {
      expect((await server.rest(token, 'POST', '/stop/nothing')).status).toBe(404);
    }
    const rest = await server.rest(token, 'POST', '/stop/nothing');
    expect(await rest.json()).toMatchObject({ code: 'RATE_LIMITED', message: 'Too many requests' });
    const trpc = await server.api.handleTrpc(
      new Request('http://localhost:3000/api/trpc/sessions.stop', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ sessionId: 'nothing' }),
      }),
    );
    expect(await trpc.json()).toMatchObject({ error: { message: 'Too many requests', data: { replay: { code: 'RATE_LIMITED' } } } });
    for (const response of [rest, trpc]) {
      expect(response.status).toBe(429);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await server.rest(token, 'GET', '/rooms')).status).toBe(200);
  } finally {
    await server.stop();
  }
});
