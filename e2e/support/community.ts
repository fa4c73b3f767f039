import { randomUUID } from 'node:crypto';
import type { Db } from '@reprise/db';

/** A community of a test's own, with the three roles it starts with. */
export interface TestCommunity {
  id: string;
  name: string;
  voiceChannelId: string;
  textChannelId: string;
  join(userId: string, role: RoleName): Promise<void>;
}

type RoleName = keyof typeof permissionsOfRole;

const permissionsOfRole = {
  admin: ['manage_community_replay_config', 'enable_replay_buffer', 'capture_replay'],
  moderator: ['enable_replay_buffer', 'capture_replay'],
  member: [],
} as const;

export async function createCommunity(
  db: Db,
  options: { name?: string; whoMayCapture?: 'SHARER' | 'ANYONE' } = {},
): Promise<TestCommunity> {
  const name = options.name ?? `Community ${randomUUID().slice(0, 8)}`;
  const community = await db.community.create({
    data: {
      name,
      config: { create: { whoMayCapture: options.whoMayCapture ?? 'SHARER' } },
      channels: {
        create: [
          { name: 'Stage', kind: 'VOICE' },
          { name: 'clips', kind: 'TEXT' },
        ],
      },
      roles: { create: Object.entries(permissionsOfRole).map(([role, permissions]) => ({ name: role, permissions: [...permissions] })) },
    },
    include: { channels: true, roles: true },
  });
  const voice = community.channels.find((channel) => channel.kind === 'VOICE');
  const text = community.channels.find((channel) => channel.kind === 'TEXT');
  if (!voice || !text) throw new Error('The community lacks a channel');
  return {
    id: community.id,
    name,
    voiceChannelId: voice.id,
    textChannelId: text.id,
    join: async (userId, role) => {
      const found = community.roles.find((candidate) => candidate.name === role);
      if (!found) throw new Error(`No role ${role}`);
      await db.communityMember.create({ data: { communityId: community.id, userId, roleId: found.id } });
    },
  };
}
