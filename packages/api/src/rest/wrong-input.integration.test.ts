import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let server: TestApi;
let admin: string;

beforeAll(async () => {
  server = await startTestApi();
  admin = await server.signIn('admin@demo.test');
});
afterAll(() => server.stop());

test.each<[method: string, path: string, body: unknown, field: string]>([
  ['POST', '/token', { roomName: 'a\0b' }, 'roomName'],
  ['GET', '/status/a%00b', undefined, 'roomName'],
  ['GET', '/my-clips?communityId=%00', undefined, 'communityId'],
  ['GET', '/my-clips?offset=9007199254740991', undefined, 'offset'],
  ['GET', '/my-clips?limit=1e9', undefined, 'limit'],
  ['GET', '/my-clips?offset=-1', undefined, 'offset'],
  ['PATCH', '/clips/x', { title: '\0' }, 'title'],
  ['POST', '/capture', { sessionId: 'x', durationSeconds: 5, idempotencyKey: '\0' }, 'idempotencyKey'],
  ['POST', '/capture', { sessionId: 'x', durationMinutes: -1 }, 'durationMinutes'],
  ['POST', '/capture', { sessionId: 'x', durationMinutes: 1.5 }, 'durationMinutes'],
  ['POST', '/capture', { sessionId: 'x', durationSeconds: 4.9 }, 'durationSeconds'],
  ['POST', '/capture', { sessionId: 'x', durationSeconds: 1e9 }, 'durationSeconds'],
  ['POST', '/capture', { sessionId: 'x', durationMinutes: 1, colour: 'red' }, 'colour'],
  ['POST', '/start', { roomName: 5 }, 'roomName'],
  ['POST', '/start', { roomName: 'x', quality: '4k' }, 'quality'],
  ['PATCH', '/admin/community/x/config', { maxConcurrent: 1e9 }, 'maxConcurrent'],
  ['PATCH', '/admin/community/x/config', { version: 1e15 }, 'version'],
  ['PATCH', '/admin/users/x/quota', { quotaBytes: 1.5 }, 'quotaBytes'],
])('%s %s with %j is a 400 that names %s', async (method, path, body, field) => {
  const response = await server.rest(admin, method, path, body);
  expect([response.status, await response.json()]).toMatchObject([400, { code: 'INVALID_INPUT', details: { fields: [{ field }] } }]);
});
