import { seedDemo } from '@reprise/replay/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../testing/test-api.ts';
import { addSession, makeNextClip } from '../testing/worker-side.ts';

let server: TestApi;
let admin: string;
let member: string;
let moderator: string;

beforeAll(async () => {
  server = await startTestApi();
  [admin, member, moderator] = await Promise.all([
    server.signIn('admin@demo.test'),
    server.signIn('member@demo.test'),
    server.signIn('moderator@demo.test'),
  ]);
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.database.db.capture.deleteMany();
  await server.database.db.egressSession.deleteMany();
});

async function get(token: string | null, path: string): Promise<[number, unknown]> {
  const response = await server.rest(token, 'GET', path);
  return [response.status, await response.json()];
}
async function send(token: string | null, method: string, path: string, body?: unknown): Promise<[number, unknown]> {
  const response = await server.rest(token, method, path, body);
  return [response.status, await response.json()];
}

test('the demo is seeded once, however often', async () => {
  const again = await seedDemo({ db: server.database.db, createAccount: server.api.auth.createAccount });
  expect(again).toEqual(server.demo);
  expect(await server.database.db.user.count()).toBe(5);
});

describe('who asks', () => {
  test.each([null, 'nonsense', ''])('no or bad token: %j', async (token) => {
    const response = await server.rest(token, 'GET', '/rooms');
    expect([response.status, await response.json()]).toEqual([401, { code: 'UNAUTHENTICATED', message: 'Not signed in' }]);
  });

  test('a cookie is not enough', async () => {
    const signIn = new Request('http://localhost:3000/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
      body: JSON.stringify({ email: 'member@demo.test', password: 'replay-demo' }),
    });
    const cookie = (await server.api.handleAuth(signIn)).headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await server.rest(null, 'GET', '/rooms', undefined, { cookie })).status).toBe(401);
    expect(await server.api.findActor(new Headers({ cookie }))).toMatchObject({ isInstanceAdmin: false });
  });

  test('nobody makes themselves an admin by signing up, and the banned are nobody', async () => {
    const signUp = new Request('http://localhost:3000/api/auth/sign-up/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
      body: JSON.stringify({ name: 'Eve', email: 'eve@demo.test', password: 'replay-demo', role: 'admin' }),
    });
    await server.api.handleAuth(signUp);
    const { db } = server.database;
    const eve = await db.user.findUnique({ where: { email: 'eve@demo.test' } });
    expect(eve?.role ?? null).toBeNull();
    if (!eve) await server.api.auth.createAccount({ name: 'Eve', email: 'eve@demo.test', password: 'replay-demo' });
    const token = await server.signIn('eve@demo.test');
    expect(await get(token, '/rooms')).toEqual([200, []]);
    await db.user.update({ where: { email: 'eve@demo.test' }, data: { banned: true } });
    expect((await get(token, '/rooms'))[0]).toBe(401);
    await db.user.delete({ where: { email: 'eve@demo.test' } });
  });
});

test('rooms and a token for one', async () => {
  const { stageId, loungeId, communityId } = server.demo;
  expect(await get(member, '/rooms')).toEqual([
    200,
    [
      { roomName: stageId, channelName: 'Stage', communityId, communityName: 'Demo' },
      { roomName: loungeId, channelName: 'Lounge', communityId, communityName: 'Demo' },
    ],
  ]);
  const [status, token] = await send(member, 'POST', '/token', { roomName: stageId });
  expect([status, token]).toMatchObject([200, { url: 'ws://127.0.0.1:1' }]);
  expect(await send(member, 'POST', '/token', { roomName: 'nowhere' })).toEqual([
    404,
    { code: 'ROOM_NOT_FOUND', message: 'Room not found' },
  ]);
});

describe('wrong input is named', () => {
  test.each<[string, unknown, string]>([
    ['an unknown field', { roomName: 'x', nonsense: 1 }, 'nonsense'],
    ['a missing field', {}, 'roomName'],
    ['a wrong value', { roomName: 'x', quality: '480p' }, 'quality'],
    ['no JSON', '{', ''],
  ])('%s', async (_name, body, field) => {
    expect(await send(member, 'POST', '/start', body)).toMatchObject([
      400,
      { code: 'INVALID_INPUT', message: 'Invalid input', details: { fields: [{ field }] } },
    ]);
  });
  test('a body that says it is something else', async () => {
    const response = await server.rest(member, 'POST', '/start', undefined, { 'content-type': 'text/plain' });
    expect(response.status).toBe(400);
  });
  test('a query', async () => {
    expect(await get(member, '/my-clips?limit=101')).toMatchObject([400, { details: { fields: [{ field: 'limit' }] } }]);
    expect(await get(member, '/my-clips?page=1')).toMatchObject([400, { details: { fields: [{ field: 'page' }] } }]);
  });
  test('a wrong method or path', async () => {
    const response = await server.rest(member, 'PUT', '/rooms');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
    expect((await get(member, '/nothing'))[0]).toBe(404);
  });
});

test('start and stop speak the statuses of their refusals', async () => {
  const { stageId: roomName } = server.demo;
  expect(await send(member, 'POST', '/start', { roomName })).toEqual([
    403,
    { code: 'PERMISSION_DENIED', message: 'Permission denied - ENABLE_REPLAY_BUFFER', details: { missing: 'ENABLE_REPLAY_BUFFER' } },
  ]);
  expect(await send(moderator, 'POST', '/start', { roomName })).toMatchObject([503, { code: 'LIVEKIT_UNREACHABLE' }]);
  expect(await send(moderator, 'POST', '/stop/nothing')).toEqual([404, { code: 'SESSION_NOT_FOUND', message: 'Egress session not found' }]);
  const id = await addSession(server, { buffered: true });
  expect(await get(member, `/status/${roomName}`)).toMatchObject([200, [{ id, quality: '1080p', durationMinutes: 1.5 }]]);
  expect(await send(member, 'POST', `/stop/${id}`)).toEqual([
    403,
    { code: 'NOT_SESSION_OWNER', message: 'Session does not belong to user' },
  ]);
  expect(await send(moderator, 'POST', `/stop/${id}`)).toMatchObject([200, { id, status: 'stopped' }]);
  expect(await send(moderator, 'POST', `/stop/${id}`)).toEqual([400, { code: 'SESSION_NOT_ACTIVE', message: 'Session is not active' }]);
});

describe('capture', () => {
  test('answers when the clip is there, and the clip is listed, renamed and deleted', async () => {
    const sessionId = await addSession(server, { buffered: true });
    const [[status, captured]] = await Promise.all([
      send(moderator, 'POST', '/capture', { sessionId, durationMinutes: 1 }),
      makeNextClip(server),
    ]);
    expect([status, captured]).toMatchObject([201, { durationSeconds: 60, sizeBytes: 1234, checksum: 'ab', gaps: [], complete: true }]);
    const [, page] = await get(moderator, '/my-clips');
    expect(page).toMatchObject({ total: 1, hasMore: false, clips: [{ file: { mimeType: 'video/mp4', size: 1234 }, sizeBytes: 1234 }] });
    expect(page).not.toHaveProperty('nextCursor');
    const clip = await server.database.db.replayClip.findFirstOrThrow();
    expect(await send(moderator, 'PATCH', `/clips/${clip.id}`, { title: ' Goal ' })).toMatchObject([200, { title: 'Goal' }]);
    expect(await send(member, 'DELETE', `/clips/${clip.id}`)).toMatchObject([404, { code: 'CLIP_NOT_FOUND' }]);
    expect(await send(moderator, 'DELETE', `/clips/${clip.id}`)).toEqual([200, { freedBytes: 1234, remainingQuotaBytes: 5_368_709_120 }]);
  });

  test('answers at once when asked to, can be followed by its owner and cancelled', async () => {
    const sessionId = await addSession(server, { buffered: true });
    const response = await server.rest(
      moderator,
      'POST',
      '/capture',
      { sessionId, durationSeconds: 30 },
      { prefer: 'foo, Respond-Async; wait=1' },
    );
    expect(response.status).toBe(202);
    const capture = await server.database.db.capture.findFirstOrThrow();
    expect(await response.json()).toEqual({ captureId: capture.id });
    expect(await get(moderator, `/captures/${capture.id}`)).toMatchObject([200, { status: 'queued' }]);
    expect(await get(member, `/captures/${capture.id}`)).toEqual([404, { code: 'CAPTURE_NOT_FOUND', message: 'Capture not found' }]);
    expect(await send(moderator, 'DELETE', `/captures/${capture.id}`)).toMatchObject([200, { status: 'cancelled' }]);
  });

  test('the same Idempotency-Key is the same capture', async () => {
    const sessionId = await addSession(server, { buffered: true });
    const headers = { prefer: 'respond-async', 'idempotency-key': 'press-1' };
    const ask = async (): Promise<unknown> =>
      (await server.rest(moderator, 'POST', '/capture', { sessionId, durationMinutes: 1 }, headers)).json();
    expect(await ask()).toEqual(await ask());
    expect(await server.database.db.capture.count()).toBe(1);
  });

  test('a full quota is 507', async () => {
    const sessionId = await addSession(server, { buffered: true });
    await server.database.db.userReplayQuota.updateMany({ data: { quotaBytes: 0n } });
    expect(await send(moderator, 'POST', '/capture', { sessionId, durationMinutes: 1 })).toEqual([
      507,
      { code: 'QUOTA_EXCEEDED', message: 'User quota exceeded' },
    ]);
  });
});

describe('limits', () => {
  test('a community is configured by who may', async () => {
    const path = `/admin/community/${server.demo.communityId}/config`;
    expect(await get(member, path)).toMatchObject([403, { message: 'Permission denied - MANAGE_REPLAY_LIMITS' }]);
    expect(await get(admin, '/admin/community/none/config')).toMatchObject([404, { code: 'COMMUNITY_NOT_FOUND' }]);
    const [, before] = await get(admin, path);
    expect(before).toMatchObject({ enabled: true, maxConcurrent: 5, whoMayCapture: 'anyone', version: 1 });
    expect(await send(admin, 'PATCH', path, { maxConcurrent: 7, version: 1 })).toMatchObject([200, { maxConcurrent: 7, version: 2 }]);
    expect(await send(admin, 'PATCH', path, { maxConcurrent: 8, version: 1 })).toMatchObject([409, { code: 'CONFLICT' }]);
    expect(await send(admin, 'PATCH', path, { allowedQualities: ['720p'] })).toMatchObject([
      400,
      { details: { fields: [{ field: 'defaultQuality' }] } },
    ]);
    expect(await send(admin, 'PATCH', path, { maxConcurrent: 1001 })).toMatchObject([
      400,
      { details: { fields: [{ field: 'maxConcurrent' }] } },
    ]);
  });

  test('a quota is set by the instance admin', async () => {
    const { id } = await server.database.db.user.findUniqueOrThrow({ where: { email: 'member@demo.test' } });
    const path = `/admin/users/${id}/quota`;
    expect(await get(member, path)).toMatchObject([403, { message: 'Permission denied - instance admin' }]);
    expect(await get(admin, path)).toEqual([200, { userId: id, quotaBytes: 5_368_709_120, usedBytes: 0, reservedBytes: 0 }]);
    expect(await send(admin, 'PATCH', path, { quotaBytes: 10 })).toEqual([
      200,
      { userId: id, quotaBytes: 10, usedBytes: 0, reservedBytes: 0 },
    ]);
    expect(await send(admin, 'PATCH', path, { quotaBytes: -1 })).toMatchObject([400, { code: 'INVALID_INPUT' }]);
    expect(await get(admin, '/admin/users/none/quota')).toMatchObject([404, { code: 'USER_NOT_FOUND' }]);
  });
});

test('the OpenAPI document names every route, for everybody', async () => {
  const [status, document] = await get(null, '/openapi.json');
  expect(status).toBe(200);
  expect(document).toMatchObject({ openapi: '3.1.0', components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } });
  const paths = Object.keys(z.object({ paths: z.record(z.string(), z.unknown()) }).parse(document).paths).sort();
  expect(paths).toEqual(
    [
      'admin/community/{id}/config',
      'admin/users/{id}/quota',
      'capture',
      'captures/{captureId}',
      'clips/{clipId}',
      'clips/{clipId}/share',
      'my-clips',
      'rooms',
      'start',
      'status/{roomName}',
      'stop/{sessionId}',
      'token',
    ].map((path) => `/livekit-replay/${path}`),
  );
});
