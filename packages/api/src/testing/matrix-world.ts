import { randomUUID } from 'node:crypto';
import type { TestApi } from './test-api.ts';

/** Who asks, in the order of the matrix's columns. */
export const personas = [
  'anonymous',
  'outsider',
  'member',
  'sharer',
  'moderator',
  'communityAdmin',
  'otherAdmin',
  'instanceAdmin',
] as const;
export type Persona = (typeof personas)[number];

/** What the personas ask about; the sharer owns session, capture, clip and message. */
export interface Targets {
  communityId: string;
  inviteCode: string;
  /** Of a link that ends, but has not. */
  inviteId: string;
  linkCode: string;
  endedLinkCode: string;
  roomName: string;
  channelId: string;
  roleId: string;
  /** A member that is not among the personas. */
  extraId: string;
  sessionId: string;
  captureId: string;
  failedCaptureId: string;
  clipId: string;
  messageId: string;
  linkId: string;
  originalId: string;
  compatibleId: string;
}

/** One community with everybody in it, as good as new before every question. */
export interface MatrixWorld {
  tokens: Record<Persona, string | null>;
  fresh(): Promise<Targets>;
}

const PASSWORD = 'replay-demo';

/** Makes the people, who sign in once. */
export async function createMatrixWorld(server: TestApi): Promise<MatrixWorld> {
  const { api } = server;
  const { db } = server.database;
  const add = async (name: string): Promise<{ id: string; token: string }> => {
    const email = `${name.toLowerCase()}@matrix.test`;
    await api.auth.createAccount({ name, email, password: PASSWORD });
    const { id } = await db.user.findUniqueOrThrow({ where: { email } });
    return { id, token: await server.signIn(email) };
  };
  const outsider = await add('outsider');
  const member = await add('member');
  const sharer = await add('sharer');
  const moderator = await add('moderator');
  const communityAdmin = await add('communityAdmin');
  const otherAdmin = await add('otherAdmin');
  const instanceAdmin = await add('instanceAdmin');
  const extra = await add('extra');
  await db.user.update({ where: { id: instanceAdmin.id }, data: { role: 'admin' } });
  await api.replay.createCommunity({ userId: otherAdmin.id, isInstanceAdmin: false }, 'Elsewhere');

  const fresh = async (): Promise<Targets> => {
    await db.egressSession.deleteMany();
    await db.community.deleteMany({ where: { name: 'Matrix' } });
    const community = await db.community.create({
      data: { name: 'Matrix', config: { create: {} } },
    });
    const communityId = community.id;
    const invite = await db.communityInvite.create({ data: { communityId, code: randomUUID(), maxUses: 100 } });
    const ended = await db.communityInvite.create({ data: { communityId, code: randomUUID(), maxUses: 1, uses: 1 } });
    const role = async (name: string, permissions: Array<'enable_replay_buffer' | 'capture_replay' | 'manage_community_replay_config'>) =>
      (await db.communityRole.create({ data: { communityId, name, permissions } })).id;
    const roleId = await role('member', []);
    const sharing = ['enable_replay_buffer', 'capture_replay'] as const;
    await db.communityMember.createMany({
      data: [
        { communityId, userId: member.id, roleId },
        { communityId, userId: extra.id, roleId },
        { communityId, userId: sharer.id, roleId: await role('sharer', [...sharing]) },
        { communityId, userId: moderator.id, roleId: await role('moderator', [...sharing]) },
        { communityId, userId: communityAdmin.id, roleId: await role('admin', ['manage_community_replay_config']) },
      ],
    });
    const room = await db.channel.create({ data: { communityId, name: 'Stage', kind: 'VOICE' } });
    const text = await db.channel.create({ data: { communityId, name: 'clips', kind: 'TEXT' } });
    const now = Date.now();
    const [sessionId, captureId, failedCaptureId, clipId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const [originalId, compatibleId] = [randomUUID(), randomUUID()];
    const userId = sharer.id;
    await db.egressSession.create({
      data: {
        id: sessionId,
        egressId: `DR_${sessionId}`,
        roomName: room.id,
        communityId,
        userId,
        quality: 'Q1080P',
        recorder: 'DIRECT',
        status: 'active',
        segmentPath: sessionId,
        bufferedFrom: new Date(now - 90_000),
        bufferedTo: new Date(now),
        bitrateBps: 1000,
      },
    });
    const window = { requestedStart: new Date(now - 60_000), requestedEnd: new Date(now) };
    const capture = { sessionId, communityId, userId, pressedAt: new Date(now), ...window };
    await db.userReplayQuota.upsert({
      where: { userId },
      create: { userId, quotaBytes: 1_000_000_000n, usedBytes: 2n },
      update: { usedBytes: 2n, reservedBytes: 0n },
    });
    await db.capture.createMany({
      data: [
        { ...capture, id: captureId },
        { ...capture, id: failedCaptureId, status: 'failed' },
      ],
    });
    const file = { mimeType: 'video/mp4', fileType: 'VIDEO', size: 1n, checksum: 'ab', uploadedById: userId } as const;
    await db.replayClip.create({
      data: {
        id: clipId,
        userId,
        communityId,
        sessionId,
        roomName: room.id,
        title: 'Goal',
        durationSeconds: 60,
        capturedAt: new Date(now),
        ...window,
        actualStart: window.requestedStart,
        actualEnd: window.requestedEnd,
        gaps: [],
        complete: true,
        files: {
          create: [
            { ...file, id: originalId, filename: 'a.mp4', purpose: 'ORIGINAL', storagePath: `${clipId}.mp4` },
            { ...file, id: compatibleId, filename: 'b.mp4', purpose: 'COMPATIBLE', storagePath: `${clipId}.compatible.mp4` },
          ],
        },
      },
    });
    const message = await db.message.create({ data: { channelId: text.id, authorId: userId, text: 'look', clipId, hadClip: true } });
    const link = await db.clipLink.create({ data: { clipId, tokenHash: randomUUID() } });
    return {
      communityId,
      inviteCode: community.inviteCode,
      inviteId: invite.id,
      linkCode: invite.code,
      endedLinkCode: ended.code,
      roomName: room.id,
      channelId: text.id,
      roleId,
      extraId: extra.id,
      sessionId,
      captureId,
      failedCaptureId,
      clipId,
      messageId: message.id,
      linkId: link.id,
      originalId,
      compatibleId,
    };
  };
  const tokens = { anonymous: null, ...mapTokens({ outsider, member, sharer, moderator, communityAdmin, otherAdmin, instanceAdmin }) };
  return { tokens, fresh };
}

function mapTokens<K extends string>(people: Record<K, { token: string }>): Record<K, string>;
function mapTokens(people: Record<string, { token: string }>): Record<string, string> {
  return Object.fromEntries(Object.entries(people).map(([name, { token }]) => [name, token]));
}
