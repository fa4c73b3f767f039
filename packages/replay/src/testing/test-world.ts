import type { Db } from '@reprise/db';
import type { Actor } from '../access/actor.ts';
import { permissionRows } from '../adapters/prisma-enums.ts';
import type { CallRooms, PublishedShare } from '../ports/call-rooms.ts';
import type { ChangeSignals } from '../ports/change-signals.ts';
import type { PermissionName } from '../schemas/admin-schemas.ts';

/** A community with a call and a text channel, for tests. */
export interface TestWorld {
  communityId: string;
  roomName: string;
  textChannelId: string;
  /** Adds a member with a role of exactly these permissions. */
  addMember(name: string, permissions?: readonly PermissionName[]): Promise<Actor>;
}

const everything: readonly PermissionName[] = ['ENABLE_REPLAY_BUFFER', 'CAPTURE_REPLAY', 'MANAGE_REPLAY_LIMITS'];

/** Makes the community; a recorder node with room for many is alive unless `capacity` says otherwise. */
export async function createTestWorld(db: Db, options: { capacity?: number; maxConcurrent?: number } = {}): Promise<TestWorld> {
  const community = await db.community.create({
    data: { name: 'Testers', config: { create: { maxConcurrent: options.maxConcurrent ?? 5 } } },
  });
  const communityId = community.id;
  const room = await db.channel.create({ data: { communityId, name: 'Stage', kind: 'VOICE' } });
  const text = await db.channel.create({ data: { communityId, name: 'clips', kind: 'TEXT' } });
  await db.recorderNode.create({
    data: { id: 'node-1', recorder: 'DIRECT', capacity: options.capacity ?? 1000, version: 'test' },
  });
  return {
    communityId,
    roomName: room.id,
    textChannelId: text.id,
    addMember: async (name, permissions = everything) => {
      const role = await db.communityRole.create({
        data: { communityId, name: `role of ${name}`, permissions: permissions.map((permission) => permissionRows[permission]) },
      });
      const user = await db.user.create({ data: { name, email: `${name}@test.test` } });
      await db.communityMember.create({ data: { communityId, userId: user.id, roleId: role.id } });
      return { userId: user.id, isInstanceAdmin: false };
    },
  };
}

/** LiveKit as a test says it is; asking about anybody else fails. */
export function createFakeRooms(shares: ReadonlyMap<string, PublishedShare | null>): CallRooms {
  const find = (identity: string): Promise<PublishedShare | null> => {
    const share = shares.get(identity);
    return share === undefined ? Promise.reject(new Error(`Unexpected question about ${identity}`)) : Promise.resolve(share);
  };
  return {
    findShare: async (_roomName, identity, named = {}) => {
      const share = await find(identity);
      return share &&
        share.videoTrackId === (named.videoTrackId ?? share.videoTrackId) &&
        share.audioTrackId === (named.audioTrackId ?? share.audioTrackId)
        ? share
        : null;
    },
    isInRoom: (_roomName, identity) => find(identity).then(() => true),
  };
}

/** Nobody waits for anything. */
export const noSignals: ChangeSignals = {
  waitFor: (topic) => Promise.reject(new Error(`Unexpected wait for ${topic}`)),
};
