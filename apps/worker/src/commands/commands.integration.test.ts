import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandWorld, startCommandWorld } from '../testing/command-world.ts';
import { allCommands } from './all-commands.ts';

let world: CommandWorld;
let robin: string;

beforeAll(async () => {
  world = await startCommandWorld();
  robin = await world.addPerson('Robin', 100_000);
});
afterAll(() => world.close());

test('every command has its help, and refuses what it does not know', async () => {
  for (const { name, summary } of allCommands) {
    const help = await world.run(name, '--help');
    expect(help.exitCode).toBe(0);
    expect(help.out.replace(/\s+/g, ' ')).toContain(summary);
    expect(help.out).toContain('--json');
    expect(await world.run(name, '--no-such-option')).toMatchObject({ exitCode: 2 });
  }
  expect((await world.run('no-such-command')).exitCode).toBe(2);
  expect((await world.run('prune-clips')).err).toContain('--older-than');
  expect((await world.run('prune-clips', '--older-than', '90')).err).toContain('such as 90d');
});

test('sessions lists what runs; stop-all ends it, by rows when no worker lives', async () => {
  const id = await world.addSession(robin, { status: 'active', bufferBytes: 2048n });
  expect((await world.run('sessions')).out).toContain(id);
  expect(await world.ask('stop-all', '--dry-run')).toEqual({ exitCode: 0, data: { wouldStop: [id] } });
  expect(await world.ask('stop-all', '--room', 'another')).toEqual({ exitCode: 0, data: { stopped: [], forced: [] } });
  expect(await world.ask('stop-all')).toEqual({ exitCode: 0, data: { stopped: [], forced: [id] } });
  expect((await world.run('sessions')).out).toBe('No replay buffer runs.\n');
  expect((await world.run('sessions', '--ended', '5')).out).toContain('stopped');
});

test('disk-usage, quotas and prune-clips count the same bytes', async () => {
  const old = await world.addClip(robin, { sizeBytes: 80_000, createdAt: new Date(Date.now() - 100 * 86_400_000) });
  const fresh = await world.addClip(robin, { sizeBytes: 15_000 });
  const usage = await world.ask('disk-usage');
  expect(usage).toMatchObject({ exitCode: 0, data: { total: { clips: 2, clipBytes: 96_000 } } });
  expect(await world.ask('quotas', '--over', '90')).toMatchObject({ data: [{ userId: robin, usedBytes: 96_000, quotaBytes: 100_000 }] });
  expect(await world.ask('quotas', '--over', '97')).toMatchObject({ data: [] });
  expect(await world.ask('prune-clips', '--older-than', '90d', '--dry-run')).toMatchObject({ data: { wouldDelete: [{ id: old }] } });
  expect(await world.ask('prune-clips', '--older-than', '90d')).toMatchObject({ exitCode: 0, data: { clips: 1, freedBytes: 80_500 } });
  expect((await world.database.db.replayClip.findMany()).map(({ id }) => id)).toEqual([fresh]);
  await expect(stat(join(world.storageRoot, robin, `1-${old}.mp4`))).rejects.toThrow('ENOENT');
  expect(await world.ask('quotas')).toMatchObject({ data: [{ usedBytes: 15_500 }] });
});

test('cleanup repairs and removes step by step, and says which step could not be done', async () => {
  await world.addSession(robin, { status: 'grace', graceUntil: new Date(Date.now() - 1000) });
  await world.database.db.userReplayQuota.update({ where: { userId: robin }, data: { usedBytes: 7n } });
  const { exitCode, out } = await world.run('cleanup');
  expect(exitCode).toBe(1);
  expect(out).toMatch(/egress\s+0\s+The LiveKit server cannot be reached/);
  expect(out).toMatch(/quotas\s+1\s+quotas 1/);
  expect(await world.ask('cleanup', '--only', 'quotas')).toMatchObject({ exitCode: 0, data: [{ step: 'quotas', counts: { quotas: 0 } }] });
});

test('a support bundle tells a lot and no secret', async () => {
  const log = join(world.directory, 'worker.log');
  const { AUTH_SECRET = '', LIVEKIT_API_SECRET = '', DATABASE_URL = '' } = world.variables;
  await writeFile(
    log,
    `started with ${AUTH_SECRET}\n${JSON.stringify({ secret: LIVEKIT_API_SECRET, mail: 'robin@people.test' })}\n${DATABASE_URL}\n`,
  );
  await world.addSession(robin, { status: 'failed', reason: `refused: ${LIVEKIT_API_SECRET}` });
  const path = join(world.directory, 'bundle.json');
  expect((await world.run('support-bundle', '--to', path, '--log', log)).exitCode).toBe(0);
  const text = await readFile(path, 'utf8');
  for (const secret of [AUTH_SECRET, LIVEKIT_API_SECRET, 'postgres:reprise@', 'robin@people.test', 'Robin'])
    expect(text).not.toContain(secret);
  for (const part of ['"doctor"', '"sessions"', '"environment"', 'started with [redacted]', robin]) expect(text).toContain(part);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('the console knows the database and permissions', async () => {
  expect(await world.ask('console', '--eval', 'await db.user.count()')).toEqual({ exitCode: 0, data: 1 });
  expect(await world.ask('console', '--eval', `await findUserPermissions('${robin}')`)).toEqual({ exitCode: 0, data: [] });
  expect((await world.run('console', '--eval', 'nothing.there')).exitCode).toBe(1);
});

test('as a process: a wrong environment is named, ends with 2 and shows no stack', async () => {
  const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));
  const ended = await new Promise<{ code: number | null; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [cli, 'sessions'], { env: { PATH: process.env['PATH'] } }, (_error, _out, stderr) =>
      resolve({ code: child.exitCode, stderr }),
    );
  });
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('DATABASE_URL is not set');
  expect(ended.stderr).not.toMatch(/\n\s+at /);
});
