import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readBuffer, readEgressBuffer } from './buffer-files.ts';

const sample = join(import.meta.dirname, '../buffer/testdata/event-final-full.m3u8');
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-index-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

it('reads what Egress wrote, once its playlist is whole, with the sizes of the files that are there', async () => {
  const playlist = join(root, 'full.m3u8');
  for (let index = 0; index < 10; index++) {
    if (index !== 4) await writeFile(join(root, `2026-segment_${String(index).padStart(5, '0')}.ts`), Buffer.alloc(100 + index));
  }
  await writeFile(playlist, (await readFile(sample, 'utf8')).slice(0, 500));
  const reading = readEgressBuffer(root);
  await setTimeout(30);
  await copyFile(sample, playlist);
  const [track] = await reading;
  expect(track).toMatchObject({ name: '.', kind: 'muxed' });
  expect(track?.segments.map((segment) => segment.bytes)).toEqual([100, 101, 102, 103, 105, 106, 107, 108, 109]);
});

it('gives up on a playlist that stays torn, and finds nothing where nothing is', async () => {
  const torn = join(root, 'torn');
  await mkdir(join(torn, 'video'), { recursive: true });
  expect(await readBuffer(torn)).toEqual([]);
  await writeFile(join(torn, 'video', 'full.m3u8'), '#EXTM3U\n#EXTINF:4.0,\n');
  await expect(readBuffer(torn)).rejects.toThrow('The last segment is missing');
  expect(await readEgressBuffer(torn)).toEqual([]);
});
