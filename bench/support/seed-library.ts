import type { Db } from '@reprise/db';

/** A large installation: where its measured people and places are. */
export interface LargeLibrary {
  /** Has {@link sizes.hotClips} clips. */
  hotUserId: string;
  /** Has some 490, like everybody else. */
  coldUserId: string;
  roomName: string;
  channelId: string;
  /** The 60th oldest message: from here on lies the last page. */
  lastPageCursor: string;
}

/** How much there is. */
export const sizes = {
  clips: 1_000_000,
  hotClips: 20_000,
  people: 2_000,
  sessions: 10_000,
  messages: 100_000,
  hotMessages: 50_000,
  rooms: 100,
};

const hotUserId = 'person-0';
const coldUserId = 'person-7';
const roomName = 'room-0';
const channelId = 'text-0';

/** Fills an empty, migrated database by SQL, spread over time as people would have: neighbours in time are of different people. */
export async function seedLibrary(db: Db): Promise<LargeLibrary> {
  const { clips, hotClips, people, sessions, messages, hotMessages, rooms } = sizes;
  const run = (sql: string): Promise<number> => db.$executeRawUnsafe(sql);
  await run(
    `INSERT INTO "user" (id, name, email, "updatedAt") SELECT 'person-' || n, 'Person ' || n, n || '@large.test', now() FROM generate_series(0, ${people - 1}) n`,
  );
  await run(`INSERT INTO community (id, name, "inviteCode") VALUES ('large', 'Large', 'large'), ('small', 'Small', 'small')`);
  await run(`INSERT INTO community_role (id, "communityId", name, permissions) VALUES ('role', 'large', 'member', '{}')`);
  await run(`INSERT INTO community_member ("communityId", "userId", "roleId") SELECT 'large', id, 'role' FROM "user"`);
  await run(
    `INSERT INTO channel (id, "communityId", name, kind) SELECT 'room-' || n, 'large', 'Room ' || n, 'VOICE' FROM generate_series(0, ${rooms - 1}) n`,
  );
  await run(
    `INSERT INTO channel (id, "communityId", name, kind) SELECT 'text-' || n, 'large', 'Text ' || n, 'TEXT' FROM generate_series(0, ${rooms - 1}) n`,
  );
  await run(`INSERT INTO egress_session (id, "egressId", "roomName", "userId", "communityId", quality, recorder, status, "segmentPath", "startedAt", "endedAt", "updatedAt")
    SELECT 'session-' || n, 'DR_' || n, 'room-' || n % ${rooms}, 'person-' || n % ${people}, 'large', '1080p', 'direct',
      CASE WHEN n >= ${sessions - 500} THEN 'active' ELSE 'ended' END::"SessionStatus", 'path-' || n,
      now() - (${sessions} - n) * interval '1 minute', CASE WHEN n >= ${sessions - 500} THEN NULL ELSE now() - (${sessions} - n) * interval '1 minute' END, now()
    FROM generate_series(0, ${sessions - 1}) n`);
  const every = Math.floor(clips / hotClips);
  await run(`INSERT INTO replay_clip (id, "userId", "communityId", "roomName", title, "durationSeconds", "capturedAt", "requestedStart", "requestedEnd", "actualStart", "actualEnd", gaps, complete, "createdAt", "sizeBytes")
    SELECT md5(n::text)::uuid::text, CASE WHEN n % ${every} = 0 THEN '${hotUserId}' ELSE 'person-' || 1 + n % ${people - 1} END,
      CASE WHEN n % 3 = 0 THEN 'small' ELSE 'large' END, 'room-' || n % ${rooms}, CASE WHEN n % 1000 = 0 THEN 'The goal of round ' || n ELSE 'Clip ' || n END, 15 + n % 600, t, t - interval '1 minute', t, t - interval '1 minute', t, '[]', true, t, 30000000 + n % 1000000
    FROM (SELECT n, now() - (${clips} - n) * interval '30 seconds' AS t FROM generate_series(0, ${clips - 1}) n) s`);
  for (const [purpose, kind, where] of [
    ['ORIGINAL', 'VIDEO', 'true'],
    ['COMPATIBLE', 'VIDEO', `"userId" IN ('${hotUserId}', '${coldUserId}')`],
    ['POSTER', 'IMAGE', `"userId" IN ('${hotUserId}', '${coldUserId}')`],
  ] as const) {
    await run(`INSERT INTO file (id, filename, "mimeType", "fileType", size, checksum, "storagePath", "resourceId", purpose, "uploadedById")
      SELECT gen_random_uuid()::text, 'replay.mp4', 'video/mp4', '${kind}', 30000000, md5(id), id || '${purpose}', id, '${purpose}', "userId" FROM replay_clip WHERE ${where}`);
  }
  await run(`INSERT INTO message (id, "channelId", "authorId", text, "clipId", "hadClip", "createdAt")
    SELECT gen_random_uuid()::text, CASE WHEN n % 2 = 0 THEN '${channelId}' ELSE 'text-' || 1 + n % ${rooms - 1} END, 'person-' || n % ${people}, 'Message ' || n,
      CASE WHEN n % 4 = 0 THEN md5((n * 10)::text)::uuid::text END, n % 4 = 0, now() - (${messages} - n) * interval '10 seconds'
    FROM generate_series(0, ${messages - 1}) n`);
  // What autovacuum does in a running installation.
  await run('VACUUM ANALYZE');
  if ((await db.message.count({ where: { channelId } })) !== hotMessages) throw new Error('The seed is not what it says');
  const [sixtieth] = await db.message.findMany({ where: { channelId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], skip: 60, take: 1 });
  if (!sixtieth) throw new Error('There are no messages');
  const lastPageCursor = `${sixtieth.createdAt.getTime()}_${sixtieth.id}`;
  return { hotUserId, coldUserId, roomName, channelId, lastPageCursor };
}
