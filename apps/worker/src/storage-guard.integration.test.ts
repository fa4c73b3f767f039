import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { createPrismaNodeStore } from '@reprise/replay/server';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createStorageGuard, type StorageGuard } from './storage-guard.ts';

const MB = 1024 ** 2;
const NODE = 'node-of-the-disk';
let database: TestDatabase;
let root: string;
let paths: { buffer: string; storage: string };
let guard: StorageGuard;
let lines: Array<Record<string, unknown>>;
let ok: Map<string, boolean>;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

/** Two small disks of their own: buffers and clips. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reprise-guard-'));
  paths = { buffer: join(root, 'buffer'), storage: join(root, 'clips') };
  for (const path of Object.values(paths)) {
    mkdirSync(path);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', path]);
  }
  lines = [];
  ok = new Map();
  guard = createStorageGuard({
    paths,
    node: createPrismaNodeStore(database.db, NODE),
    metrics: { storage: (place, health) => void ok.set(place, health.state === 'ok') },
    log: pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) }),
  });
});
afterEach(async () => {
  for (const path of Object.values(paths)) execFileSync('umount', ['--quiet', path], { stdio: 'ignore' });
  rmSync(root, { recursive: true });
  await database.db.egressSession.deleteMany();
});

async function addGrace(minutesLeft: number): Promise<string> {
  const id = randomUUID();
  const user = await database.db.user.create({ data: { name: 'Robin', email: `${id}@people.test` } });
  await database.db.egressSession.create({
    data: {
      id,
      egressId: `DR_${id}`,
      roomName: 'r',
      userId: user.id,
      quality: 'Q720P',
      recorder: 'DIRECT',
      status: 'grace',
      graceUntil: new Date(Date.now() + minutesLeft * 60_000),
      nodeId: NODE,
      segmentPath: `r/${user.id}/${id}`,
    },
  });
  return id;
}

const dropped = async (): Promise<string[]> =>
  (await database.db.egressSession.findMany({ where: { graceUntil: { lte: new Date() } }, orderBy: { graceUntil: 'asc' } })).map(
    ({ id }) => id,
  );

test('nearly full: closed while there is still room, nothing is dropped; open again when there is', async () => {
  await guard.look();
  expect(guard.isOpen()).toBe(true);
  await addGrace(3);
  writeFileSync(join(paths.buffer, 'media'), Buffer.alloc(38.5 * MB));
  const { buffer } = await guard.look();
  expect(buffer).toMatchObject({ state: 'nearly-full' });
  expect(buffer.freeBytes).toBeGreaterThan(MB);
  expect(guard.isOpen()).toBe(false);
  expect(ok.get('buffer')).toBe(false);
  expect(await dropped()).toEqual([]);
  expect(lines.at(-1)).toMatchObject({ level: 50, msg: 'The storage is not well: no new recordings begin' });
  rmSync(join(paths.buffer, 'media'));
  await guard.look();
  expect(guard.isOpen()).toBe(true);
  expect(lines.at(-1)).toMatchObject({ level: 30, msg: 'The storage is well: new recordings may begin' });
});

test('full: the buffer that is longest in grace goes first, one a look, and clips never', async () => {
  const later = await addGrace(4);
  const first = await addGrace(2);
  writeFileSync(join(paths.storage, 'clip.mp4'), Buffer.alloc(MB));
  writeFileSync(join(paths.buffer, 'media'), Buffer.alloc(39.5 * MB));
  await guard.look();
  expect(await dropped()).toEqual([first]);
  const row = await database.db.egressSession.findUniqueOrThrow({ where: { id: first } });
  expect(row.reason).toBe('The disk is full');
  await guard.look();
  expect(await dropped()).toEqual([first, later]);
  await guard.look();
  expect(await guard.check()).toEqual({ droppedBuffers: 2 });
  expect(readdirSync(paths.storage).filter((name) => !name.startsWith('.'))).toEqual(['clip.mp4']);
});

test('a full disk of clips stops new recordings and drops nothing', async () => {
  await addGrace(2);
  writeFileSync(join(paths.storage, 'clip.mp4'), Buffer.alloc(39.5 * MB));
  await guard.look();
  expect(guard.isOpen()).toBe(false);
  expect(await dropped()).toEqual([]);
  expect(readdirSync(paths.storage)).toContain('clip.mp4');
});

test('a disk that turned read-only, and a mount that is gone though its directory stays', async () => {
  await guard.look();
  execFileSync('mount', ['-o', 'remount,ro', paths.buffer]);
  expect((await guard.look()).buffer.state).toBe('read-only');
  execFileSync('umount', [paths.buffer]);
  expect((await guard.look()).buffer.state).toBe('missing');
  expect(readdirSync(paths.buffer)).toEqual([]);
  expect(guard.isOpen()).toBe(false);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', paths.buffer]);
  writeFileSync(join(paths.buffer, '.reprise-storage'), '');
  await guard.look();
  expect(guard.isOpen()).toBe(true);
});
