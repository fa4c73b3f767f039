import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSessionBuffers } from './session-buffers.ts';

test.each(['', '.', '..', '../../etc/x/y', 'room/user', 'room/user/../..', '/etc/passwd', 'a/b/c/d'])('refuses %j', (path) => {
  expect(() => createSessionBuffers('/buffers').directoryOf(path)).toThrow(/three levels|File not found/);
});

test('a buffer goes with its empty parents, never with its neighbours', async () => {
  const root = await mkdtemp(join(tmpdir(), 'buffers-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const buffers = createSessionBuffers(root);
  for (const path of ['room/anna/1', 'room/anna/2', 'room/ben/1']) {
    await mkdir(join(root, path, 'video'), { recursive: true });
    await writeFile(join(root, path, 'video', 'segment-1.m4s'), 'x');
  }
  await buffers.remove('room/anna/1');
  expect(await readdir(join(root, 'room', 'anna'))).toEqual(['2']);
  await buffers.remove('room/anna/2');
  expect(await readdir(join(root, 'room'))).toEqual(['ben']);
  await buffers.remove('room/ben/1');
  await buffers.remove('room/ben/1');
  expect(await readdir(root)).toEqual([]);
});
