import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMediaTools } from './media-tools.ts';
import { ReplayError } from '../errors.ts';
import { ConcatenationError, cutEgressClip } from './cut-egress-clip.ts';
import { pinEgressBuffer } from './pin-egress-buffer.ts';

const run = promisify(execFile);
const samples = join(import.meta.dirname, '../testing/egress/hls');
/** The first recorded segment's date, less what Egress dates too late. */
const begin = Date.parse('2026-11-21T04:48:38.660Z') - 750;
const mediaTools = createMediaTools();
let root: string;
let buffer: string;
let count = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-egress-cut-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  count += 1;
  buffer = join(root, `buffer-${count}`);
  await mkdir(buffer);
  for (const name of await readdir(samples)) await copyFile(join(samples, name), join(buffer, name.replace('.mpegts', '.ts')));
  await copyFile(join(samples, '2026-segment.m3u8'), join(buffer, 'full.m3u8'));
  await copyFile(join(samples, '2026-segment-live.m3u8'), join(buffer, 'live.m3u8'));
});

const segment = (index: number): string => join(buffer, `2026-segment_0000${index}.ts`);

async function cut(startMs: number, endMs: number) {
  const window = { startAt: begin + startMs, endAt: begin + endMs };
  const source = await pinEgressBuffer({ bufferDirectory: buffer, pinDirectory: join(root, `pin-${count}`), window });
  const path = join(root, `clip-${count}.mp4`);
  const fractions: number[] = [];
  const damaged: string[] = [];
  const clip = await cutEgressClip({
    source,
    path,
    mediaTools,
    signal: new AbortController().signal,
    onProgress: (fraction) => fractions.push(fraction),
    onDamaged: (paths) => damaged.push(...paths.map((name) => basename(name))),
  });
  return { clip, path, source, damaged };
}

/** What a decoder makes of the clip; any complaint fails. */
async function decode(path: string): Promise<{ frames: number[]; info: Awaited<ReturnType<typeof mediaTools.probe>> }> {
  const { stderr } = await run('ffmpeg', ['-v', 'error', '-i', path, '-f', 'null', '-']);
  expect(stderr).toBe('');
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-select_streams',
    'v',
    '-show_entries',
    'frame=pts_time',
    '-of',
    'csv=p=0',
    path,
  ]);
  // Frames with side data have an empty line after them.
  const frames = stdout
    .split('\n')
    .map((line) => Number.parseFloat(line))
    .filter(Number.isFinite);
  return { frames, info: await mediaTools.probe(path) };
}

test('six real segments are a clip that decodes to every frame, with AAC as it was', async () => {
  const { clip, path, damaged } = await cut(0, 60_000);
  expect(damaged).toEqual([]);
  const { frames, info } = await decode(path);
  expect(frames).toHaveLength(6 * 300);
  expect(info.streams.map((stream) => stream.codec).sort()).toEqual(['aac', 'h264']);
  expect(clip).toMatchObject({ durationSeconds: 60, complete: true, gaps: [], width: 1280, height: 720 });
  expect(info.durationSeconds).toBeCloseTo(60, 0);
});

test('the first shown frame is the one at the asked start, and nothing is later than the press', async () => {
  const { clip, path, source } = await cut(13_200, 41_500);
  const { frames } = await decode(path);
  expect(frames[0]).toBeLessThanOrEqual(0.034);
  expect(frames.at(-1)).toBeGreaterThan(28.0);
  expect(frames.at(-1)).toBeLessThan(28.3);
  expect(clip).toMatchObject({ actualStart: begin + 13_200, actualEnd: begin + 41_500, complete: true });
  expect(source.startOffsetSeconds).toBeCloseTo(3.2, 3);
  // The frame shown first is the source's 96th of its segment.
  const [ofClip, ofSource] = await Promise.all([frameHash(path, 0), frameHash(segment(1), 96)]);
  expect(ofClip).toBe(ofSource);
  const held = await run('ffprobe', [
    '-v',
    'error',
    '-select_streams',
    'v',
    '-show_entries',
    'packet=pts_time',
    '-of',
    'csv=p=0',
    join(source.directory, '2026-segment_00004.ts'),
  ]);
  const last = Math.max(
    ...held.stdout
      .split('\n')
      .map((line) => Number.parseFloat(line))
      .filter(Number.isFinite),
  );
  expect(last).toBeLessThan(3640.106 + 1.5);
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1000)],
  [
    'overwritten in the middle',
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 300_000), Buffer.alloc(9_000), bytes.subarray(309_000)]),
  ],
  ['with packets missing', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 188 * 100), bytes.subarray(188 * 103)])],
  ['empty', () => Buffer.alloc(0)],
])('a corrupt segment (%s) is left out and told as a gap', async (_name, corrupt) => {
  await writeFile(segment(2), corrupt(await readFile(segment(2))));
  const { clip, path, damaged } = await cut(0, 60_000);
  const { frames } = await decode(path);
  expect(frames).toHaveLength(5 * 300);
  expect(damaged).toEqual([basename(segment(2))]);
  expect(clip.gaps).toEqual([{ startAt: begin + 20_000, endAt: begin + 30_000 }]);
  expect(clip.complete).toBe(false);
  expect(frames.at(-1)).toBeGreaterThan(59.9);
});

test('a window of corrupt segments only is a failure, not an empty stretch of time', async () => {
  await writeFile(segment(2), Buffer.alloc(0));
  await expect(cut(21_000, 29_000)).rejects.toMatchObject({ code: 'CAPTURE_FAILED' });
});

test('two runs of Egress lie where the wall clock says', async () => {
  const text = await readFile(join(samples, '2026-segment.m3u8'), 'utf8');
  const [head = '', ...entries] = text.split(/(?=#EXT-X-PROGRAM-DATE-TIME)/);
  await writeFile(join(buffer, 'full-0001.m3u8'), head + entries.slice(0, 2).join(''));
  // Its clock begins anew: the first segment again, 40 s later.
  await copyFile(segment(0), join(buffer, 'segment-2_00000.ts'));
  await writeFile(
    join(buffer, 'full.m3u8'),
    `${head}#EXT-X-PROGRAM-DATE-TIME:2026-11-21T04:49:18.66Z\n#EXTINF:10.000,\nsegment-2_00000.ts\n`,
  );
  await rm(join(buffer, 'live.m3u8'));
  const { clip, path } = await cut(0, 50_000);
  const { frames } = await decode(path);
  expect(frames).toHaveLength(3 * 300);
  expect(clip.gaps).toEqual([{ startAt: begin + 20_000, endAt: begin + 40_000 }]);
  expect(frames[600]).toBeCloseTo(40, 1);
});

test('what FFmpeg cannot join fails in the words people search for', async () => {
  const failing = { ...mediaTools, concatenate: () => Promise.reject(new Error('Invalid data')) };
  const window = { startAt: begin, endAt: begin + 30_000 };
  const source = await pinEgressBuffer({ bufferDirectory: buffer, pinDirectory: join(root, `pin-${count}`), window });
  const clip = cutEgressClip({
    source,
    path: join(root, 'x.mp4'),
    mediaTools: failing,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  const error: unknown = await clip.catch((reason: unknown) => reason);
  expect(error instanceof ReplayError && error.cause).toBeInstanceOf(ConcatenationError);
  expect(error).toMatchObject({ code: 'CAPTURE_FAILED', cause: { message: 'FFmpeg concatenation failed', segmentCount: 3 } });
});

async function frameHash(path: string, index: number): Promise<string> {
  const { stdout } = await run('ffmpeg', [
    '-v',
    'error',
    '-i',
    path,
    '-map',
    '0:v:0',
    '-vf',
    `select=eq(n\\,${index})`,
    '-frames:v',
    '1',
    '-f',
    'md5',
    '-',
  ]);
  return stdout.trim();
}
