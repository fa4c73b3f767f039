import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { judgeSpace, measureStorage } from './storage-health.ts';

const MB = 1024 ** 2;
let mount: string;
beforeEach(() => {
  mount = mkdtempSync(join(tmpdir(), 'reprise-mount-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', mount]);
});
afterEach(() => {
  execFileSync('umount', [mount]);
  rmSync(mount, { recursive: true });
});

test('a disk is ok, nearly full, full', async () => {
  expect(await measureStorage(mount)).toMatchObject({ state: 'ok', totalBytes: 40 * MB });
  writeFileSync(join(mount, 'a'), Buffer.alloc(38.5 * MB));
  expect(await measureStorage(mount)).toMatchObject({ state: 'nearly-full' });
  writeFileSync(join(mount, 'b'), Buffer.alloc(MB));
  expect(await measureStorage(mount)).toMatchObject({ state: 'full' });
});

test('a read-only mount and one that is gone', async () => {
  execFileSync('mount', ['-o', 'remount,ro', mount]);
  expect((await measureStorage(mount)).state).toBe('read-only');
  expect(await measureStorage(join(mount, 'gone'))).toEqual({ state: 'missing', freeBytes: 0, totalBytes: 0 });
});

test.each([
  [100 * 1024 * MB, 3 * 1024 * MB, 'ok'],
  [100 * 1024 * MB, 1.9 * 1024 * MB, 'nearly-full'],
  [100 * 1024 * MB, 0.9 * 1024 * MB, 'full'],
])('of %d bytes %d are %s', (total, free, state) => {
  expect(judgeSpace(free, total)).toBe(state);
});
