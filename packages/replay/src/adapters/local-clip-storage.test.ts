import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLocalClipStorage, resolveInside } from './local-clip-storage.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-storage-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('removes files, does not mind missing ones, and goes on after one that fails', async () => {
  const failed: string[] = [];
  const storage = createLocalClipStorage({ root, onError: (_error, path) => failed.push(path) });
  await mkdir(join(root, 'user'));
  await writeFile(join(root, 'user/a.mp4'), 'x');
  await writeFile(join(root, 'user/b.mp4'), 'x');
  await storage.remove(['user/a.mp4', 'user/missing.mp4', 'user', '../outside.mp4', 'user/b.mp4']);
  expect([existsSync(join(root, 'user/a.mp4')), existsSync(join(root, 'user/b.mp4'))]).toEqual([false, false]);
  expect(failed).toEqual(['user', '../outside.mp4']);
});

test.each(['', '.', '..', '../x', 'a/../../x', '/etc/passwd', 'a\0b'])('a path that leads out is refused: %j', (path) => {
  expect(() => resolveInside('/clips', path)).toThrow('File not found');
});

test.each([
  ['a.mp4', '/clips/a.mp4'],
  ['user/a.mp4', '/clips/user/a.mp4'],
  ['..a/b.mp4', '/clips/..a/b.mp4'],
])('a path inside is resolved: %s', (path, expected) => {
  expect(resolveInside('/clips', path)).toBe(expected);
});
