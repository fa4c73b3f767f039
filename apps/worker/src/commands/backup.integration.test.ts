import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDb } from '@reprise/db';
import { createDatabase } from '@reprise/db/embedded';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createBackup } from '../backup/create-backup.ts';
import { type CommandWorld, startCommandWorld } from '../testing/command-world.ts';
import { runCli } from './run-cli.ts';

const madeSchema = z.object({
  name: z.string(),
  files: z.number(),
  addedFiles: z.number(),
  lost: z.array(z.object({ reason: z.string() })),
  removedBackups: z.array(z.string()),
  removedFiles: z.number(),
});

let world: CommandWorld;
let target: string;

beforeEach(async () => {
  world = await startCommandWorld();
  target = join(world.directory, 'backups');
});
afterEach(() => world.close());

const backUp = async (...args: string[]) => {
  const { exitCode, data } = await world.ask('backup', '--to', target, ...args);
  return { exitCode, ...madeSchema.parse(data) };
};

async function destroy(): Promise<void> {
  await world.database.reset();
  await rm(world.storageRoot, { recursive: true });
}

/** Every row's file, read from the disk. */
async function checksumsOnDisk(): Promise<Map<string, string>> {
  const rows = await world.database.db.file.findMany();
  const read = rows.map(async (row) => {
    const bytes = await readFile(join(world.storageRoot, row.storagePath));
    const checksum = createHash('sha256').update(bytes).digest('hex');
    expect({ path: row.storagePath, checksum }).toEqual({ path: row.storagePath, checksum: row.checksum });
    return [row.storagePath, checksum] as const;
  });
  return new Map(await Promise.all(read));
}

test('a backup made while clips come and go is whole after everything was destroyed', async () => {
  const people = await Promise.all(['Robin', 'Kim', 'Sasha'].map((name) => world.addPerson(name)));
  const before = await Promise.all(Array.from({ length: 60 }, (_, at) => world.addClip(people[at % 3] ?? '')));
  const alive = new Set(before);
  const deleted = new Set<string>();
  let isOver = false;
  const comeAndGo = async (userId: string): Promise<void> => {
    while (!isOver) {
      alive.add(await world.addClip(userId));
      const victim = [...alive].at(Math.floor(Math.random() * alive.size));
      if (victim === undefined) continue;
      alive.delete(victim);
      deleted.add(victim);
      await world.deleteClip(victim);
    }
  };
  const load = people.map(comeAndGo);
  const made = await backUp();
  const goneMeanwhile = new Set(deleted);
  isOver = true;
  await Promise.all(load);
  expect(made.exitCode).toBe(0);
  expect(made.lost.every(({ reason }) => reason === 'deleted')).toBe(true);
  expect(goneMeanwhile.size).toBeGreaterThan(0);

  await destroy();
  const restored = await world.run('restore', '--from', target);
  expect(restored).toMatchObject({ exitCode: 0 });

  const onDisk = await checksumsOnDisk();
  // A clip whose MP4 was lost takes its poster with it, and nothing else goes.
  expect(onDisk.size).toBeLessThanOrEqual(made.files);
  expect(onDisk.size).toBeGreaterThanOrEqual(made.files - made.lost.length);
  const clips = await world.database.db.replayClip.findMany({ include: { files: true } });
  expect(clips.every((clip) => clip.files.some((file) => file.purpose === 'ORIGINAL'))).toBe(true);
  const ids = new Set(clips.map((clip) => clip.id));
  // Whatever was there all the time must be there again.
  expect(before.filter((id) => !goneMeanwhile.has(id) && !ids.has(id))).toEqual([]);
  await expectNoDrift();
  expect((await world.run('check-replay-storage', '--checksums')).exitCode).toBe(0);
}, 240_000);

async function expectNoDrift(): Promise<void> {
  const quotas = await world.database.db.userReplayQuota.findMany();
  for (const quota of quotas) {
    const { _sum } = await world.database.db.file.aggregate({ where: { uploadedById: quota.userId }, _sum: { size: true } });
    expect(quota.usedBytes).toBe(_sum.size ?? 0n);
  }
}

test('a clip that is deleted while it is copied is left out, and so are its rows after a restore', async () => {
  const robin = await world.addPerson('Robin');
  const [kept, gone] = [await world.addClip(robin), await world.addClip(robin)];
  // Between the rows of the backup and the copy of this file: the file goes now, the row when the backup looks for it.
  await rm(join(world.storageRoot, robin, `1-${gone}.mp4`));
  const made = await createBackup({
    databaseUrl: world.database.url,
    storageRoot: world.storageRoot,
    target,
    version: 'test',
    now: Date.now,
    alwaysCopy: true,
    keepMs: 0,
    findRows: async () => {
      await world.deleteClip(gone);
      return new Set<string>();
    },
    say: () => undefined,
    signal: new AbortController().signal,
  });
  expect(made.manifest.lost.map(({ reason, storagePath }) => ({ reason, storagePath }))).toEqual([
    { reason: 'deleted', storagePath: `${robin}/1-${gone}.mp4` },
  ]);
  await destroy();
  expect((await world.run('restore', '--from', target)).exitCode).toBe(0);
  expect((await world.database.db.replayClip.findMany()).map(({ id }) => id)).toEqual([kept]);
  expect((await checksumsOnDisk()).size).toBe(2);
  await expectNoDrift();
});

test('what ran when the backup was made is over after a restore, and numbers go on', async () => {
  const robin = await world.addPerson('Robin');
  const { db } = world.database;
  await db.authAccount.create({
    data: { id: 'a', accountId: 'x', providerId: 'credential', userId: robin, password: 'tab\tnew\nline \\N "quotes" ÄÖ' },
  });
  const sessionId = await world.addSession(robin, {
    status: 'active',
    bufferBytes: 5000n,
    media: { video: { codec: 'h264', width: 1, height: 2 } },
  });
  const at = new Date();
  await db.capture.create({
    data: { sessionId, userId: robin, pressedAt: at, requestedStart: new Date(at.getTime() - 1000), requestedEnd: at, reservedBytes: 700n },
  });
  await db.userReplayQuota.update({ where: { userId: robin }, data: { reservedBytes: 700n } });
  const event = await db.liveEvent.create({ data: { topic: 'user:x', type: 't', payload: { a: null } } });
  await db.recorderNode.create({ data: { id: 'n', recorder: 'DIRECT', capacity: 1, version: '1' } });
  expect((await backUp()).exitCode).toBe(0);

  expect((await world.run('restore', '--from', target)).err).toContain('stop web and worker first');
  await db.recorderNode.deleteMany();
  expect((await world.run('restore', '--from', target)).err).toContain('The database is not empty');
  expect((await world.run('restore', '--from', target, '--force')).exitCode).toBe(0);
  expect(await db.egressSession.findUniqueOrThrow({ where: { id: sessionId } })).toMatchObject({
    status: 'failed',
    bufferBytes: 0n,
    reason: 'The server was restored from a backup',
  });
  expect(await db.capture.findFirstOrThrow()).toMatchObject({ status: 'failed', reservedBytes: 0n });
  expect(await db.userReplayQuota.findFirstOrThrow()).toMatchObject({ reservedBytes: 0n });
  expect((await db.authAccount.findFirstOrThrow()).password).toBe('tab\tnew\nline \\N "quotes" ÄÖ');
  expect(await db.recorderNode.count()).toBe(0);
  const next = await db.liveEvent.create({ data: { topic: 'user:x', type: 't', payload: {} } });
  expect(next.id).toBeGreaterThan(event.id);
});

test('later backups add only what is new, and old ones go with what only they needed', async () => {
  const robin = await world.addPerson('Robin');
  const first = await world.addClip(robin);
  expect(await backUp()).toMatchObject({ files: 2, addedFiles: 2 });
  await world.deleteClip(first);
  await world.addClip(robin);
  expect(await backUp()).toMatchObject({ files: 2, addedFiles: 2, removedBackups: [], removedFiles: 0 });
  const third = await backUp('--keep-days', '0');
  expect(third).toMatchObject({ files: 2, addedFiles: 0, removedFiles: 2 });
  expect(third.removedBackups).toHaveLength(2);
  expect((await readdir(target)).sort()).toEqual([third.name, 'clips']);
});

test('a restore goes into a database that has no tables yet, and refuses a damaged backup before it touches anything', async () => {
  const robin = await world.addPerson('Robin');
  await world.addClip(robin);
  await world.addClip(robin);
  const { name } = await backUp('--copy');
  await createDatabase(world.database.url, 'fresh');
  const url = world.database.url.replace(/[^/]+$/, 'fresh');
  const variables = { ...world.variables, DATABASE_URL: url, REPLAY_STORAGE_PATH: join(world.directory, 'fresh') };
  let err = '';
  const restore = (...args: string[]) =>
    runCli({
      args: ['restore', '--from', target, ...args],
      variables,
      writeOut: () => undefined,
      writeError: (text) => void (err += text),
      signal: new AbortController().signal,
    });

  const pool = join(target, 'clips');
  const [shard = ''] = await readdir(pool);
  const [checksum = ''] = await readdir(join(pool, shard));
  await writeFile(join(pool, shard, checksum), 'rotten');
  expect(await restore()).toBe(1);
  expect(err).toContain('--skip-damaged');
  const fresh = createDb(url, { max: 1 });
  expect(await fresh.$queryRaw`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`).toEqual([]);
  expect(await restore('--skip-damaged', '--force')).toBe(1);
  expect(await fresh.file.count()).toBeLessThan(4);
  expect(await fresh.replayClip.count({ where: { files: { none: { purpose: 'ORIGINAL' } } } })).toBe(0);
  await fresh.$disconnect();

  await writeFile(join(target, name, 'user.copy.gz'), 'rotten');
  expect((await world.run('restore', '--from', target, '--force')).err).toContain('user.copy.gz');
  expect(await world.database.db.user.count()).toBe(1);
}, 120_000);

test('a backup of a newer version, a name that is not there and a directory without backups are refused', async () => {
  await world.addPerson('Robin');
  const { name } = await backUp();
  expect((await world.run('restore', '--from', target, '--backup', 'x')).err).toContain(name);
  expect(await world.run('restore', '--from', join(world.directory, 'nowhere'))).toMatchObject({ exitCode: 1 });
  const path = join(target, name, 'manifest.json');
  const manifest = await readFile(path, 'utf8');
  await writeFile(path, manifest.replace('20261121080000_init', '20991231000000_later'));
  expect((await world.run('restore', '--from', target, '--force')).err).toContain('made by a newer version');
  expect(await world.run('restore')).toMatchObject({ exitCode: 2 });
});
