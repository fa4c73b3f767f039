import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { createLocalClipStorage, createPrismaStores } from '@reprise/replay/server';
import { runCli } from '../commands/run-cli.ts';
import { deleteClip } from '../jobs/delete-clip.ts';
import type { Variables } from '../env.ts';

/** What a command answered. */
export interface CommandAnswer {
  exitCode: number;
  out: string;
  err: string;
}

/** A database, directories and people for tests of commands. */
export interface CommandWorld {
  database: TestDatabase;
  directory: string;
  bufferRoot: string;
  storageRoot: string;
  variables: Variables;
  run(...args: string[]): Promise<CommandAnswer>;
  /** With --json, parsed. */
  ask(...args: string[]): Promise<{ exitCode: number; data: unknown }>;
  addPerson(name: string, quotaBytes?: number): Promise<string>;
  addSession(userId: string, data?: object): Promise<string>;
  /** A clip with its files, made as the worker does: files first, then all rows with the quota in one transaction. */
  addClip(userId: string, options?: { sizeBytes?: number; createdAt?: Date }): Promise<string>;
  /** As its owner would. */
  deleteClip(clipId: string): Promise<boolean>;
  close(): Promise<void>;
}

export const LIVEKIT_NOWHERE = {
  LIVEKIT_URL: 'ws://127.0.0.1:1',
  LIVEKIT_API_KEY: 'nobody',
  LIVEKIT_API_SECRET: 'a-secret-nobody-may-ever-read-0123',
};

/** Starts the database; nothing else runs. */
export async function startCommandWorld(variables: Variables = LIVEKIT_NOWHERE): Promise<CommandWorld> {
  const database = await startTestDatabase();
  const { db } = database;
  const directory = await mkdtemp(join(tmpdir(), 'reprise-commands-'));
  const bufferRoot = join(directory, 'buffers');
  const storageRoot = join(directory, 'replays');
  await mkdir(bufferRoot);
  await mkdir(storageRoot);
  const all: Variables = {
    DATABASE_URL: database.url,
    AUTH_SECRET: 'an-auth-secret-nobody-may-ever-read',
    REPLAY_BUFFER_PATH: bufferRoot,
    REPLAY_STORAGE_PATH: storageRoot,
    ...variables,
  };
  const run = async (...args: string[]): Promise<CommandAnswer> => {
    let out = '';
    let err = '';
    const exitCode = await runCli({
      args,
      variables: all,
      writeOut: (text) => void (out += text),
      writeError: (text) => void (err += text),
      signal: new AbortController().signal,
    });
    return { exitCode, out, err };
  };
  const storage = createLocalClipStorage({
    root: storageRoot,
    onError: (error) => {
      throw error;
    },
  });
  return {
    database,
    directory,
    bufferRoot,
    storageRoot,
    variables: all,
    run,
    ask: async (...args) => {
      const { exitCode, out } = await run(...args, '--json');
      return { exitCode, data: JSON.parse(out) };
    },
    addPerson: async (name, quotaBytes = 1_000_000_000) => {
      const person = await db.user.create({
        data: { name, email: `${name.toLowerCase()}@people.test`, quota: { create: { quotaBytes } } },
      });
      return person.id;
    },
    addSession: async (userId, data = {}) => {
      const id = randomUUID();
      const row = {
        id,
        egressId: `DR_${id}`,
        roomName: 'stage',
        userId,
        quality: 'Q1080P',
        recorder: 'DIRECT',
        segmentPath: `stage/${userId}/${id}`,
      } as const;
      await db.egressSession.create({ data: { ...row, ...data } });
      return id;
    },
    addClip: (userId, options = {}) => addClip(database, storageRoot, userId, options),
    deleteClip: (clipId) => deleteClip({ clips: createPrismaStores(db).clips, storage }, clipId),
    close: async () => {
      await database.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function addClip(
  { db }: TestDatabase,
  storageRoot: string,
  userId: string,
  { sizeBytes = 20_000, createdAt = new Date() }: { sizeBytes?: number; createdAt?: Date },
): Promise<string> {
  const clipId = randomUUID();
  const [original, poster] = await Promise.all([
    store(storageRoot, `${userId}/1-${clipId}.mp4`, sizeBytes),
    store(storageRoot, `${userId}/1-${clipId}.poster.jpg`, 500),
  ]);
  const at = new Date();
  const window = { requestedStart: at, requestedEnd: at, actualStart: at, actualEnd: at };
  const file = { uploadedById: userId } as const;
  await db.$transaction([
    db.replayClip.create({
      data: {
        id: clipId,
        userId,
        roomName: 'stage',
        title: 'A moment',
        durationSeconds: 60,
        capturedAt: at,
        ...window,
        gaps: [],
        complete: true,
        createdAt,
        files: {
          create: [
            { ...file, ...original, filename: 'replay.mp4', mimeType: 'video/mp4', fileType: 'VIDEO', purpose: 'ORIGINAL' },
            { ...file, ...poster, filename: 'poster.jpg', mimeType: 'image/jpeg', fileType: 'IMAGE', purpose: 'POSTER' },
          ],
        },
      },
    }),
    db.userReplayQuota.update({ where: { userId }, data: { usedBytes: { increment: original.size + poster.size } } }),
  ]);
  return clipId;
}

async function store(
  root: string,
  storagePath: string,
  sizeBytes: number,
): Promise<{ storagePath: string; size: number; checksum: string }> {
  const bytes = randomBytes(sizeBytes);
  await mkdir(join(root, storagePath, '..'), { recursive: true });
  await writeFile(join(root, storagePath), bytes);
  return { storagePath, size: sizeBytes, checksum: createHash('sha256').update(bytes).digest('hex') };
}
