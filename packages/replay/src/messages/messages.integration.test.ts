import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { authorizeFile } from '../clips/authorize-file.ts';
import { deleteClip, getClip } from '../clips/my-clips.ts';
import { shareClip, unshareClip } from '../clips/share-clip.ts';
import { createPrismaMessageStore } from '../adapters/prisma-message-store.ts';
import { type CaptureFixture, createCaptureFixture } from '../testing/capture-fixture.ts';
import { deleteMessage, listMessages, locateMessage, type MessageDeps, postMessage } from './messages.ts';

let database: TestDatabase;
let capturing: CaptureFixture;
let deps: CaptureFixture['deps'] & MessageDeps;
let channelId: string;
let reader: Actor;
let outsider: Actor;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.reset();
  capturing = await createCaptureFixture(database.db);
  deps = { ...capturing.deps, messages: createPrismaMessageStore(database.db) };
  channelId = capturing.world.textChannelId;
  reader = await capturing.world.addMember('reader', []);
  outsider = await capturing.addOutsider();
});

describe('messages', () => {
  test('are read newest first, page by page, also when many share one millisecond and pages are deleted meanwhile', async () => {
    const createdAt = new Date('2026-01-01T00:00:00Z');
    const data = Array.from({ length: 25 }, (_, index) => ({ channelId, authorId: reader.userId, text: `${index}`, createdAt }));
    await database.db.message.createMany({ data });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listMessages(deps, reader, { channelId, limit: 10, cursor });
      seen.push(...page.messages.map((message) => message.text));
      cursor = page.nextCursor;
      await deleteMessage(deps, reader, page.messages.at(-1)?.id ?? '');
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
  });

  test('are found where a link leads, with what came after them', async () => {
    const data = Array.from({ length: 40 }, (_, index) => ({
      channelId,
      authorId: reader.userId,
      text: `${index}`,
      createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(index / 2))),
    }));
    await database.db.message.createMany({ data });
    const placeOf = async (text: string) => {
      const { id } = await database.db.message.findFirstOrThrow({ where: { text } });
      const { cursor } = await locateMessage(deps, reader, id);
      const { messages } = await listMessages(deps, reader, { channelId, limit: 12, ...(cursor !== null && { startAt: cursor }) });
      return { isNewest: cursor === null, index: messages.findIndex((message) => message.id === id) };
    };
    expect(await placeOf('5')).toEqual({ isNewest: false, index: 10 });
    expect(await placeOf('4')).toEqual({ isNewest: false, index: 10 });
    expect((await placeOf('39')).isNewest).toBe(true);
    await expect(locateMessage(deps, outsider, (await database.db.message.findFirstOrThrow()).id)).rejects.toMatchObject({
      code: 'MESSAGE_NOT_FOUND',
    });
  });

  test('are deleted by who wrote them and by who keeps order, by nobody else', async () => {
    const { id } = await postMessage(deps, reader, { channelId, text: 'hello' });
    expect((await listMessages(deps, capturing.sharer, { channelId, limit: 1 })).messages[0]).toMatchObject({
      text: 'hello',
      canDelete: false,
    });
    await expect(deleteMessage(deps, capturing.sharer, id)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(deleteMessage(deps, outsider, id)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    await database.db.communityRole.updateMany({ where: { name: 'role of sharer' }, data: { name: 'moderator' } });
    expect(await deleteMessage(deps, capturing.sharer, id)).toEqual({ id });
    await expect(deleteMessage(deps, reader, id)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    const events = await database.db.liveEvent.findMany({ where: { topic: `channel:${channelId}` }, orderBy: { id: 'asc' } });
    expect(events.map((event) => event.payload)).toMatchObject([{ change: 'posted' }, { change: 'deleted' }]);
    expect(await database.db.auditEvent.findMany()).toMatchObject([{ action: 'message.delete', actorId: capturing.sharer.userId }]);
  });

  test.each(['nowhere', 'voice', 'outside'])('cannot be written or read: %s', async (where) => {
    const target = where === 'voice' ? capturing.world.roomName : where === 'outside' ? channelId : where;
    const actor = where === 'outside' ? outsider : reader;
    const refused = { code: 'CHANNEL_NOT_FOUND' };
    await expect(postMessage(deps, actor, { channelId: target, text: 'x' })).rejects.toMatchObject(refused);
    await expect(listMessages(deps, actor, { channelId: target, limit: 5 })).rejects.toMatchObject(refused);
  });
});

describe('a shared clip', () => {
  test('is seen by members, and is "clip deleted" when it is gone', async () => {
    const { clipId } = await capturing.makeClip();
    await expect(getClip(deps, reader, clipId)).rejects.toMatchObject({ code: 'CLIP_NOT_FOUND' });
    const message = await shareClip(deps, capturing.sharer, clipId, channelId);
    expect(message).toMatchObject({ text: '🎬 Replay captured (1 min)', clip: { id: clipId, isOwn: true }, isClipDeleted: false });
    const [shown] = (await listMessages(deps, reader, { channelId, limit: 5 })).messages;
    expect(shown).toMatchObject({ clip: { id: clipId, isOwn: false, compatibleState: 'preparing' } });
    await expect(getClip(deps, outsider, clipId)).rejects.toMatchObject({ code: 'CLIP_NOT_FOUND' });
    await deleteClip(deps, capturing.sharer, clipId);
    expect((await listMessages(deps, reader, { channelId, limit: 5 })).messages).toMatchObject([{ clip: null, isClipDeleted: true }]);
    const events = await database.db.liveEvent.findMany({ where: { topic: `channel:${channelId}` }, orderBy: { id: 'asc' } });
    expect(events.map((event) => event.payload)).toMatchObject([{ change: 'posted' }, { change: 'clip-deleted' }]);
  });

  test('is no longer seen once it is taken out, nor by who left', async () => {
    const { clipId } = await capturing.makeClip();
    await capturing.addPoster(clipId);
    await shareClip(deps, capturing.sharer, clipId, channelId);
    const { posterUrl } = await getClip(deps, reader, clipId);
    const posterId = posterUrl?.split('/').at(-1) ?? '';
    expect(await authorizeFile(deps, reader, posterId)).toMatchObject({ mimeType: 'image/jpeg' });
    await database.db.communityMember.deleteMany({ where: { userId: reader.userId } });
    await expect(authorizeFile(deps, reader, posterId)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    const other = await capturing.world.addMember('other', []);
    expect(await unshareClip(deps, capturing.sharer, clipId, channelId)).toEqual({ removedMessages: 1 });
    await expect(authorizeFile(deps, other, posterId)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    const actions = (await database.db.auditEvent.findMany({ orderBy: { createdAt: 'asc' } })).map((event) => event.action);
    expect(actions).toEqual(['capture.done', 'clip.share', 'clip.unshare']);
  });

  test('in a private channel stays there, also for instance admins who did not capture it when it is shared nowhere', async () => {
    const { clipId } = await capturing.makeClip();
    const { communityId } = capturing.world;
    const secret = await database.db.channel.create({ data: { communityId, name: 'secret', kind: 'TEXT', isPrivate: true } });
    await expect(shareClip(deps, capturing.sharer, clipId, secret.id)).rejects.toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
    await expect(getClip(deps, { userId: outsider.userId, isInstanceAdmin: true }, clipId)).rejects.toMatchObject({
      code: 'CLIP_NOT_FOUND',
    });
    await database.db.channelMember.create({ data: { channelId: secret.id, userId: capturing.sharer.userId } });
    await shareClip(deps, capturing.sharer, clipId, secret.id);
    await expect(getClip(deps, reader, clipId)).rejects.toMatchObject({ code: 'CLIP_NOT_FOUND' });
    await expect(listMessages(deps, reader, { channelId: secret.id, limit: 5 })).rejects.toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
    await database.db.channelMember.create({ data: { channelId: secret.id, userId: reader.userId } });
    expect(await getClip(deps, reader, clipId)).toMatchObject({ isOwn: false });
  });

  test('is shared by its owner only, and only in its community', async () => {
    const { clipId } = await capturing.makeClip();
    await expect(shareClip(deps, reader, clipId, channelId)).rejects.toMatchObject({ code: 'CLIP_NOT_FOUND' });
    await shareClip(deps, capturing.sharer, clipId, channelId);
    await expect(shareClip(deps, reader, clipId, channelId)).rejects.toMatchObject({ code: 'NOT_CLIP_OWNER' });
    await expect(unshareClip(deps, reader, clipId, channelId)).rejects.toMatchObject({ code: 'NOT_CLIP_OWNER' });
    const elsewhere = await database.db.community.create({
      data: {
        name: 'Elsewhere',
        roles: { create: { name: 'member', permissions: [] } },
        channels: { create: { name: 'c', kind: 'TEXT' } },
      },
      include: { roles: true, channels: true },
    });
    const roleId = elsewhere.roles[0]?.id ?? '';
    await database.db.communityMember.create({ data: { communityId: elsewhere.id, userId: capturing.sharer.userId, roleId } });
    await expect(shareClip(deps, capturing.sharer, clipId, elsewhere.channels[0]?.id ?? '')).rejects.toMatchObject({
      code: 'CHANNEL_NOT_FOUND',
    });
  });
});
