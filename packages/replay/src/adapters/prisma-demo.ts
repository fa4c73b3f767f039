import type { Db, DbTransaction } from '@reprise/db';
import { defaultRolePermissions } from '../access/permissions.ts';
import { permissionRows } from './prisma-enums.ts';

export interface SeedDemoDeps {
  db: Db;
  /** Makes an account that can sign in. */
  createAccount: (account: { name: string; email: string; password: string }) => Promise<void>;
}

/** Where the demo takes place. */
export interface Demo {
  communityId: string;
  stageId: string;
  loungeId: string;
  clipsId: string;
  /** Who shares on Stage; nobody can sign in as them. */
  presenterId: string;
  /** `presenter` is not among them. */
  accounts: ReadonlyArray<{ email: string; password: string }>;
}

const INVITE_CODE = 'demo';
const PASSWORD = 'replay-demo';
const PRESENTER_EMAIL = 'presenter@demo.test';

/** In the demo members may more than in a new community: everybody shall be able to press Capture. */
const rolePermissions: typeof defaultRolePermissions = { ...defaultRolePermissions, member: ['CAPTURE_REPLAY'] };
type DemoRole = keyof typeof rolePermissions;

const accounts = [
  { email: 'admin@demo.test', name: 'Ada (instance admin)', role: 'member', isInstanceAdmin: true },
  { email: 'community-admin@demo.test', name: 'Carla (community admin)', role: 'admin', isInstanceAdmin: false },
  { email: 'moderator@demo.test', name: 'Milo (moderator)', role: 'moderator', isInstanceAdmin: false },
  { email: 'member@demo.test', name: 'Mina (member)', role: 'member', isInstanceAdmin: false },
] as const satisfies ReadonlyArray<{ email: string; name: string; role: DemoRole; isInstanceAdmin: boolean }>;

/** Makes the community "Demo" and its people; what is there already stays as it is. */
export async function seedDemo({ db, createAccount }: SeedDemoDeps): Promise<Demo> {
  for (const { email, name } of accounts) {
    if ((await db.user.count({ where: { email } })) === 0) await createAccount({ email, name, password: PASSWORD });
  }
  return db.$transaction(async (tx) => {
    const { id: communityId } = await tx.community.upsert({
      where: { inviteCode: INVITE_CODE },
      create: { name: 'Demo', inviteCode: INVITE_CODE, config: { create: { whoMayCapture: 'ANYONE' } } },
      update: {},
    });
    const roles = await seedRoles(tx, communityId);
    for (const { email, role, isInstanceAdmin } of accounts) {
      const user = await tx.user.update({ where: { email }, data: isInstanceAdmin ? { role: 'admin' } : {} });
      await join(tx, communityId, user.id, roles[role]);
    }
    const presenter = await tx.user.upsert({
      where: { email: PRESENTER_EMAIL },
      create: { email: PRESENTER_EMAIL, name: 'Presenter', emailVerified: true },
      update: {},
    });
    await join(tx, communityId, presenter.id, roles.moderator);
    return {
      communityId,
      stageId: await seedChannel(tx, communityId, 'VOICE', 'Stage', 0),
      loungeId: await seedChannel(tx, communityId, 'VOICE', 'Lounge', 1),
      clipsId: await seedChannel(tx, communityId, 'TEXT', 'clips', 2),
      presenterId: presenter.id,
      accounts: accounts.map(({ email }) => ({ email, password: PASSWORD })),
    };
  });
}

async function seedRoles(tx: DbTransaction, communityId: string): Promise<Record<DemoRole, string>> {
  const seed = async (name: DemoRole): Promise<string> => {
    const permissions = rolePermissions[name].map((permission) => permissionRows[permission]);
    const where = { communityId_name: { communityId, name } };
    const role = await tx.communityRole.upsert({ where, create: { communityId, name, permissions }, update: {} });
    return role.id;
  };
  return { admin: await seed('admin'), moderator: await seed('moderator'), member: await seed('member') };
}

async function join(tx: DbTransaction, communityId: string, userId: string, roleId: string): Promise<void> {
  const where = { communityId_userId: { communityId, userId } };
  await tx.communityMember.upsert({ where, create: { communityId, userId, roleId }, update: {} });
}

async function seedChannel(
  tx: DbTransaction,
  communityId: string,
  kind: 'TEXT' | 'VOICE',
  name: string,
  position: number,
): Promise<string> {
  const where = { communityId_kind_name: { communityId, kind, name } };
  const channel = await tx.channel.upsert({ where, create: { communityId, kind, name, position }, update: {} });
  return channel.id;
}
