import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSecrets } from './secrets.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'reprise-secrets-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('secrets are made once, differ from installation to installation, and only their owner reads them', async () => {
  const here = await loadSecrets(join(home, 'here'));
  const there = await loadSecrets(join(home, 'there'));
  expect(await loadSecrets(join(home, 'here'))).toEqual(here);
  const all = [...Object.values(here), ...Object.values(there)];
  expect(new Set(all).size).toBe(all.length);
  expect((await stat(join(home, 'here', 'secrets.json'))).mode & 0o777).toBe(0o600);
  expect(await readdir(join(home, 'here'))).toEqual(['secrets.json']);
});

test('secrets that cannot be read are never replaced: tokens and sessions depend on them', async () => {
  const path = join(home, 'secrets.json');
  await writeFile(path, '{"livekitApiKey": "API');
  await expect(loadSecrets(home)).rejects.toThrow(path);
  expect(await readFile(path, 'utf8')).toBe('{"livekitApiKey": "API');
});
