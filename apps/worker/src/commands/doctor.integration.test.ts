import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTestLivekit, type TestLivekit } from '@reprise/recorder/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type CommandWorld, startCommandWorld } from '../testing/command-world.ts';

const reportSchema = z.object({
  problems: z.number(),
  findings: z.array(z.object({ check: z.string(), state: z.string(), detail: z.string(), data: z.unknown().optional() })),
});

/** The machine may be slow: the worker lives until the command looks. */
/** Frames of the share of its own come at 30 a second. */
const FRAME_MS = 34;
const soon = (): Date => new Date(Date.now() + 300_000);

let livekit: TestLivekit;
let world: CommandWorld;

beforeAll(async () => {
  livekit = await startTestLivekit('stage');
  world = await startCommandWorld({
    LIVEKIT_URL: livekit.url,
    LIVEKIT_API_KEY: livekit.credentials.apiKey,
    LIVEKIT_API_SECRET: livekit.credentials.apiSecret,
  });
  await world.database.db.recorderNode.create({ data: { id: 'node-1', recorder: 'DIRECT', capacity: 20, recordings: 1, version: '1' } });
});
afterAll(async () => {
  await world.close();
  await livekit.close();
});

async function examine(...args: string[]) {
  await world.database.db.recorderNode.update({ where: { id: 'node-1' }, data: { heartbeatAt: soon() } });
  const { exitCode, data } = await world.ask('doctor', ...args);
  const report = reportSchema.parse(data);
  const find = (check: string) => report.findings.find((finding) => finding.check === check);
  return { exitCode, report, find };
}

test('finds everything fine next to a LiveKit that runs', async () => {
  const { exitCode, report, find } = await examine();
  expect(report.findings.filter(({ state }) => state === 'problem')).toEqual([]);
  expect(exitCode).toBe(0);
  expect(find('LiveKit')?.detail).toMatch(/^version \d+\.\d+.*the keys are right$/);
  expect(find('media path')).toMatchObject({ state: 'ok', data: { protocol: 'udp', hairpin: false, remote: { address: '127.0.0.1' } } });
  expect(find('TCP fallback')?.detail).toMatch(/^there, at port \d+/);
  expect(find('workers')?.detail).toBe('1 worker alive with 1 recording and room for 19 more');
  expect(find('FFmpeg')?.state).toBe('ok');
  expect(await readdir(world.bufferRoot)).toEqual([]);
});

test('tells files without rows, rows without files, orphan buffers and quota drift, and mends what can be mended', async () => {
  const { db } = world.database;
  const robin = await world.addPerson('Robin');
  const [noPoster, noMp4] = [await world.addClip(robin), await world.addClip(robin)];
  await rm(join(world.storageRoot, robin, `1-${noPoster}.poster.jpg`));
  await rm(join(world.storageRoot, robin, `1-${noMp4}.mp4`));
  const orphan = join(world.storageRoot, robin, '1-nobody.mp4');
  await writeFile(orphan, 'left behind');
  const fresh = join(world.storageRoot, robin, '2-being-made.mp4');
  await writeFile(fresh, 'its row comes soon');
  const buffer = join(world.bufferRoot, 'stage', robin, 'no-session');
  await mkdir(buffer, { recursive: true });
  const longAgo = new Date(Date.now() - 2 * 60 * 60_000);
  await utimes(orphan, longAgo, longAgo);
  await utimes(buffer, longAgo, longAgo);
  await db.userReplayQuota.update({ where: { userId: robin }, data: { usedBytes: { increment: 1_000 } } });

  const before = await examine();
  expect(before.exitCode).toBe(1);
  expect(before.find('missing files')).toMatchObject({ state: 'problem' });
  expect(before.find('orphan files')?.detail).toContain('1 file without a row, 11 B');
  expect(before.find('orphan buffers')?.detail).toContain('no-session');
  expect(before.find('quota drift')?.detail).toContain(robin);

  const fixed = await examine('--fix');
  expect(fixed.find('orphan files')?.state).toBe('fixed');
  expect(fixed.find('missing files')?.detail).toContain('1 clip lost its MP4');
  expect(await readdir(join(world.storageRoot, '.orphans', robin))).toEqual(['1-nobody.mp4']);
  expect(await readdir(world.bufferRoot)).toEqual([]);

  const after = await examine();
  // What only a backup or a deletion can mend stays a problem.
  expect(after.report.findings.filter(({ state }) => state !== 'ok').map(({ check }) => check)).toEqual(['missing files']);
  await world.deleteClip(noMp4);
  expect((await examine()).exitCode).toBe(0);
  expect((await world.database.db.file.findMany({ where: { resourceId: noPoster } })).map(({ purpose }) => purpose)).toEqual(['ORIGINAL']);
  expect(await readdir(join(world.storageRoot, robin))).toContain('2-being-made.mp4');
});

test('a changed byte is found by its checksum', async () => {
  const kim = await world.addPerson('Kim');
  const clip = await world.addClip(kim, { sizeBytes: 10 });
  await writeFile(join(world.storageRoot, kim, `1-${clip}.mp4`), '0123456789');
  expect((await world.run('check-replay-storage')).exitCode).toBe(0);
  const found = await world.run('check-replay-storage', '--checksums');
  expect(found).toMatchObject({ exitCode: 1 });
  expect(found.out).toContain(`1 file differ: ${kim}/1-${clip}.mp4`);
  await world.deleteClip(clip);
});

test('measures a share of its own, in a process of its own, and leaves nothing', async () => {
  const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));
  await world.database.db.recorderNode.update({ where: { id: 'node-1' }, data: { heartbeatAt: soon() } });
  const { code, stdout } = await new Promise<{ code: number | null; stdout: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [cli, 'doctor', '--synthetic', '--json'],
      { env: { ...process.env, ...world.variables } },
      (_error, out) => resolve({ code: child.exitCode, stdout: out }),
    );
  });
  const report = reportSchema.parse(JSON.parse(stdout));
  const clip = report.findings.find(({ check }) => check === 'clip of a share');
  expect(clip?.state, clip?.detail).not.toBe('problem');
  expect(code).toBe(report.problems === 0 ? 0 : 1);
  const measured = z
    .object({
      tailMs: z.number(),
      avOffset: z.object({ medianMs: z.number(), p95Ms: z.number() }).nullable(),
      cpuShare: z.number().positive(),
      clip: z.object({ durationSeconds: z.number().min(4) }),
    })
    .parse(clip?.data);
  // A frame is as new as the press, or newer by what the clocks were read apart; how old it is depends on the machine.
  expect(measured.tailMs).toBeGreaterThanOrEqual(-FRAME_MS);
  expect((await readdir(world.bufferRoot)).filter((name) => name.includes('doctor'))).toEqual([]);
  expect((await readdir(world.storageRoot)).filter((name) => name.includes('doctor'))).toEqual([]);
}, 180_000);

test('says what is wrong when the keys are, and when LiveKit or the workers are gone', async () => {
  const wrongKeys = await startCommandWorld({
    LIVEKIT_URL: livekit.url,
    LIVEKIT_API_KEY: 'nobody',
    LIVEKIT_API_SECRET: 'not-the-secret-of-this-server-00',
  });
  const refused = await wrongKeys.run('doctor');
  await wrongKeys.close();
  expect(refused.exitCode).toBe(1);
  expect(refused.out).toContain('LIVEKIT_API_KEY and LIVEKIT_API_SECRET must be a pair');
  expect(refused.out).toContain('no worker is alive');

  await livekit.kill();
  const dead = await examine('--synthetic');
  expect(dead.exitCode).toBe(1);
  expect(dead.find('LiveKit')?.detail).toContain('is LiveKit running');
  expect(dead.find('clip of a share')).toBeUndefined();
  expect(dead.find('database')?.state).toBe('ok');
});

test('a database that is away is one finding, not a crash', async () => {
  const elsewhere = await startCommandWorld();
  await elsewhere.database.stop();
  const { exitCode, out, err } = await elsewhere.run('doctor');
  expect(exitCode).toBe(1);
  expect(out).toContain('The database does not answer');
  expect(out + err).not.toMatch(/\n\s+at /);
  await rm(elsewhere.directory, { recursive: true, force: true });
});
