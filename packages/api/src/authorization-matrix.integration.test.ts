import { ReplayError } from '@reprise/replay';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { errorMap } from './error-map.ts';
import { appRouter, createCaller } from './root.ts';
import { createMatrixWorld, type MatrixWorld, type Persona, personas, type Targets } from './testing/matrix-world.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';

/** Statuses in the order of `personas`: anonymous, outsider, member, sharer, moderator, community admin, other admin, instance admin. */
type Row = [what: string, input: (at: Targets) => unknown, statuses: readonly number[]];

const everybody = [200, 200, 200, 200, 200, 200, 200, 200];
const signedIn = [401, 200, 200, 200, 200, 200, 200, 200];
const members = [401, 404, 200, 200, 200, 200, 404, 200];
const communityAdmins = [401, 404, 403, 403, 403, 200, 404, 200];
const instanceAdmins = [401, 403, 403, 403, 403, 403, 403, 200];
/** Others see that it is there, and that it is somebody else's. */
const owner = [401, 404, 403, 200, 403, 403, 404, 403];
/** Others do not even learn that it is there. */
const ownerOnly = [401, 404, 404, 200, 404, 404, 404, 404];
/** LiveKit is not there in this test: 503 is somebody who may, up to the question whether they share. */
const starters = [401, 404, 403, 503, 503, 403, 404, 503];
/** Somebody with calls to look into asks LiveKit; an outsider and an instance admin are members of no community here. */
const unreachable = [401, 200, 503, 503, 503, 503, 503, 200];
const capturers = (accepted: number) => [401, 404, 403, accepted, 403, 403, 404, accepted];

const nothing = (): undefined => undefined;
const inCommunity = ({ communityId }: Targets) => ({ communityId });
const inRoom = ({ roomName }: Targets) => ({ roomName });
const inChannel = ({ channelId }: Targets) => ({ channelId });
const ofClip = ({ clipId }: Targets) => ({ clipId });
const ofCapture = ({ captureId }: Targets) => ({ captureId });
const ofExtra = ({ extraId }: Targets) => ({ userId: extraId });

const procedures: Row[] = [
  ['admin.audit', inCommunity, communityAdmins],
  ['admin.audit (of everything)', () => ({}), instanceAdmins],
  ['admin.communityConfig.get', inCommunity, communityAdmins],
  ['admin.communityConfig.patch', ({ communityId }) => ({ communityId, maxConcurrent: 3 }), communityAdmins],
  ['admin.accounts', nothing, instanceAdmins],
  ['admin.communities', nothing, instanceAdmins],
  ['admin.failedCaptures', nothing, instanceAdmins],
  ['admin.overview', nothing, instanceAdmins],
  ['admin.retryCapture', ({ failedCaptureId }) => ({ captureId: failedCaptureId }), instanceAdmins],
  ['admin.runningSessions', inCommunity, communityAdmins],
  ['admin.runningSessions (of everything)', () => ({}), instanceAdmins],
  ['admin.stopSession', ({ sessionId }) => ({ sessionId }), communityAdmins],
  ['admin.usage', inCommunity, communityAdmins],
  ['admin.storageProblems', nothing, instanceAdmins],
  ['admin.userQuota.get', ofExtra, instanceAdmins],
  ['admin.userQuota.patch', ({ extraId }) => ({ userId: extraId, quotaBytes: 5 }), instanceAdmins],
  ['calls.join', inRoom, members],
  ['calls.rules', inRoom, members],
  ['captures.request', ({ sessionId }) => ({ sessionId, durationMinutes: 1 }), capturers(200)],
  ['captures.get', ofCapture, ownerOnly],
  ['captures.recent', nothing, signedIn],
  ['captures.cancel', ofCapture, ownerOnly],
  ['captures.retry', ({ failedCaptureId }) => ({ captureId: failedCaptureId }), ownerOnly],
  ['channels.create', ({ communityId }) => ({ communityId, name: 'new', kind: 'TEXT' }), communityAdmins],
  ['channels.list', inCommunity, communityAdmins],
  ['channels.patch', ({ channelId }) => ({ channelId, name: 'renamed' }), communityAdmins],
  ['channels.delete', inChannel, communityAdmins],
  ['channels.members', inChannel, communityAdmins],
  ['channels.addMember', ({ channelId, extraId }) => ({ channelId, userId: extraId }), communityAdmins],
  ['channels.removeMember', ({ channelId, extraId }) => ({ channelId, userId: extraId }), communityAdmins],
  ['clips.mine', nothing, signedIn],
  ['clips.get', ofClip, members],
  ['clips.rename', ({ clipId }) => ({ clipId, title: 'mine' }), owner],
  ['clips.trim', ({ clipId }) => ({ clipId, startSeconds: 1, endSeconds: 5 }), owner],
  // The owner gets as far as the question whether there is a poster to replace.
  ['clips.choosePoster', ({ clipId }) => ({ clipId, atSeconds: 1 }), [401, 404, 403, 409, 403, 403, 404, 403]],
  ['clips.share', ({ clipId, channelId }) => ({ clipId, channelId }), owner],
  ['clips.unshare', ({ clipId, channelId }) => ({ clipId, channelId }), owner],
  ['clips.shares', ofClip, owner],
  ['clips.delete', ofClip, owner],
  ['clips.deleteMany', ({ clipId }) => ({ clipIds: [clipId] }), owner],
  ['clock.now', nothing, everybody],
  ['communities.list', nothing, signedIn],
  ['communities.get', inCommunity, members],
  ['communities.presence', nothing, unreachable],
  ['communities.invites', inCommunity, communityAdmins],
  ['communities.createInvite', ({ communityId }) => ({ communityId, expiresInMinutes: 60, maxUses: null }), communityAdmins],
  ['communities.revokeInvite', ({ communityId, inviteId }) => ({ communityId, inviteId }), communityAdmins],
  ['communities.join (by a link that ends)', ({ linkCode }) => ({ inviteCode: linkCode }), signedIn],
  [
    'communities.join (by a link that ended)',
    ({ endedLinkCode }) => ({ inviteCode: endedLinkCode }),
    [401, 410, 200, 200, 200, 200, 410, 410],
  ],
  ['communities.create', () => ({ name: 'Another' }), signedIn],
  ['communities.rename', ({ communityId }) => ({ communityId, name: 'Renamed' }), communityAdmins],
  ['communities.previewInvite', ({ inviteCode }) => ({ inviteCode }), signedIn],
  ['communities.join', ({ inviteCode }) => ({ inviteCode }), signedIn],
  ['communities.leave', inCommunity, [401, 404, 200, 200, 200, 409, 404, 404]],
  ['communities.invite', inCommunity, communityAdmins],
  ['communities.resetInvite', inCommunity, communityAdmins],
  ['communities.roles', inCommunity, members],
  ['communities.setRolePermissions', ({ communityId, roleId }) => ({ communityId, roleId, permissions: [] }), communityAdmins],
  ['communities.members', inCommunity, members],
  ['communities.setMemberRole', ({ communityId, roleId, extraId }) => ({ communityId, roleId, userId: extraId }), communityAdmins],
  ['communities.removeMember', ({ communityId, extraId }) => ({ communityId, userId: extraId }), communityAdmins],
  ['events.live', () => ({}), signedIn],
  ['events.live (of a community)', ({ communityId }) => ({ communityIds: [communityId] }), members],
  ['events.live (of a call)', inRoom, members],
  ['events.live (of a channel)', inChannel, members],
  ['exports.get', ofClip, owner],
  ['exports.request', ({ clipId }) => ({ clipId, limitBytes: 8_000_000 }), owner],
  ['exports.delete', ofClip, owner],
  ['links.list', ofClip, owner],
  ['links.create', ({ clipId }) => ({ clipId, expiresInHours: 24 }), owner],
  ['links.revoke', ({ linkId }) => ({ linkId }), ownerOnly],
  ['me.get', nothing, signedIn],
  ['me.preferences', nothing, signedIn],
  ['me.updatePreferences', () => ({ captureSeconds: 30 }), signedIn],
  ['messages.list', inChannel, members],
  ['messages.locate', ({ messageId }) => ({ messageId }), members],
  ['messages.post', ({ channelId }) => ({ channelId, text: 'hello' }), members],
  ['messages.delete', ({ messageId }) => ({ messageId }), [401, 404, 403, 200, 200, 200, 404, 200]],
  ['quota.mine', nothing, signedIn],
  ['quota.usage', nothing, signedIn],
  ['sessions.inRoom', inRoom, members],
  ['sessions.start', inRoom, starters],
  ['sessions.stop', ({ sessionId }) => ({ sessionId }), owner],
];

type RestRow = [route: string, path: (at: Targets) => string, body: (at: Targets) => unknown, statuses: readonly number[]];
const routes: RestRow[] = [
  ['GET /rooms', () => '/rooms', nothing, signedIn],
  ['POST /token', () => '/token', inRoom, members],
  ['POST /start', () => '/start', inRoom, starters],
  ['POST /stop/{sessionId}', (at) => `/stop/${at.sessionId}`, nothing, owner],
  ['GET /status/{roomName}', (at) => `/status/${at.roomName}`, nothing, members],
  ['POST /capture', () => '/capture', ({ sessionId }) => ({ sessionId, durationMinutes: 1 }), capturers(202)],
  ['GET /captures/{captureId}', (at) => `/captures/${at.captureId}`, nothing, ownerOnly],
  ['DELETE /captures/{captureId}', (at) => `/captures/${at.captureId}`, nothing, ownerOnly],
  ['GET /my-clips', () => '/my-clips', nothing, signedIn],
  ['GET /clips/{clipId}', (at) => `/clips/${at.clipId}`, nothing, members],
  ['PATCH /clips/{clipId}', (at) => `/clips/${at.clipId}`, () => ({ title: 'mine' }), owner],
  ['POST /clips/{clipId}/share', (at) => `/clips/${at.clipId}/share`, inChannel, owner],
  ['DELETE /clips/{clipId}', (at) => `/clips/${at.clipId}`, nothing, owner],
  ['GET /admin/community/{id}/config', (at) => `/admin/community/${at.communityId}/config`, nothing, communityAdmins],
  ['PATCH /admin/community/{id}/config', (at) => `/admin/community/${at.communityId}/config`, () => ({ enabled: true }), communityAdmins],
  ['GET /admin/users/{id}/quota', (at) => `/admin/users/${at.extraId}/quota`, nothing, instanceAdmins],
  ['PATCH /admin/users/{id}/quota', (at) => `/admin/users/${at.extraId}/quota`, () => ({ quotaBytes: 5 }), instanceAdmins],
];

let server: TestApi;
let world: MatrixWorld;

beforeAll(async () => {
  server = await startTestApi();
  world = await createMatrixWorld(server);
});
afterAll(() => server.stop());

const answers = (statuses: readonly number[]) => Object.fromEntries(personas.map((persona, index) => [persona, statuses[index]]));

async function ask(one: (persona: Persona, at: Targets) => Promise<number>): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const persona of personas) found[persona] = await one(persona, await world.fresh());
  return found;
}

function headersOf(persona: Persona): Headers {
  const token = world.tokens[persona];
  return new Headers({ 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) });
}

async function statusOfProcedure(path: string, input: unknown, persona: Persona): Promise<number> {
  const json = JSON.stringify(input);
  const isQuery = procedureTypes()[path] === 'query';
  const url = `http://localhost:3000/api/trpc/${path}${isQuery && json ? `?input=${encodeURIComponent(json)}` : ''}`;
  const init = isQuery ? { method: 'GET' } : { method: 'POST', body: json };
  return (await server.api.handleTrpc(new Request(url, { ...init, headers: headersOf(persona) }))).status;
}

/** A subscription answers by its first event: one of the asker's own that happened before. */
async function statusOfSubscription(input: unknown, persona: Persona): Promise<number> {
  const context = await server.api.createContext(headersOf(persona));
  const own = { type: 'clip.changed', payload: { clipId: 'x' } };
  if (context.actor) await server.database.db.liveEvent.create({ data: { topic: `user:${context.actor.userId}`, ...own } });
  const places = z
    .object({ roomName: z.string(), channelId: z.string(), communityIds: z.array(z.string()) })
    .partial()
    .parse(input);
  try {
    const events = await createCaller(context).events.live({ ...places, lastEventId: '0' });
    const iterator = events[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.return?.();
    return 200;
  } catch (error) {
    return error instanceof Error && error.cause instanceof ReplayError ? errorMap[error.cause.code].status : statusOf(error);
  }
}

const statusOf = (error: unknown): number => (error instanceof ReplayError ? errorMap[error.code].status : 500);

const definitionSchema = z.record(
  z.string(),
  z.custom<{ _def: { type: string } }>((value) => typeof value === 'function'),
);
function procedureTypes(): Record<string, string> {
  const found = definitionSchema.parse(appRouter._def.procedures);
  return Object.fromEntries(Object.entries(found).map(([path, procedure]) => [path, procedure._def.type]));
}

const nameOf = (what: string): string => what.replace(/ \(.*/, '');

describe('procedures', () => {
  test('every one has a row', () => {
    expect([...new Set(procedures.map(([what]) => nameOf(what)))].sort()).toEqual(Object.keys(procedureTypes()).sort());
  });
  test.each(procedures)('%s', async (what, input, statuses) => {
    const path = nameOf(what);
    const isSubscription = procedureTypes()[path] === 'subscription';
    const found = await ask((persona, at) =>
      isSubscription ? statusOfSubscription(input(at), persona) : statusOfProcedure(path, input(at), persona),
    );
    expect(found).toEqual(answers(statuses));
  });
});

describe('REST routes', () => {
  test('every one has a row', async () => {
    const document = z
      .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(await (await server.rest(null, 'GET', '/openapi.json')).json());
    const known = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/livekit-replay', '')}`),
    );
    expect(routes.map(([route]) => route).sort()).toEqual(known.sort());
  });
  test.each(routes)('%s', async (route, path, body, statuses) => {
    const method = route.split(' ')[0] ?? '';
    const found = await ask(async (persona, at) => {
      const response = await server.rest(world.tokens[persona], method, path(at), body(at), { prefer: 'respond-async' });
      return response.status;
    });
    expect(found).toEqual(answers(statuses));
  });
});

describe('files', () => {
  const read = (fileOf: (at: Targets) => string) =>
    ask(async (persona, at) => {
      const actor = await server.api.findActor(headersOf(persona));
      if (!actor) return 401;
      return server.api.replay.authorizeFile(actor, fileOf(at)).then(() => 200, statusOf);
    });
  test('a running buffer', async () => {
    const found = await ask(async (persona, { sessionId }) => {
      const actor = await server.api.findActor(headersOf(persona));
      if (!actor) return 401;
      return server.api.replay.authorizeLiveBuffer(actor, sessionId).then(() => 200, statusOf);
    });
    expect(found).toEqual(answers(capturers(200)));
  });
  test('the clip as cut', async () => expect(await read((at) => at.originalId)).toEqual(answers(ownerOnly)));
  test('the rendition', async () => expect(await read((at) => at.compatibleId)).toEqual(answers(members)));
});

test('nothing failed in a way nobody expected', () => {
  const failures = server.failures.filter((failure) => !JSON.stringify(failure).includes('LIVEKIT_UNREACHABLE'));
  expect(failures).toEqual([]);
});
