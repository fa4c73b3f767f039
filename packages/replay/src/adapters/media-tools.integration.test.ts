import { makeAudioSource, makeVideoSource, readBeeps, readShownClocks } from '@reprise/recorder/testing';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ReplayError } from '../errors.ts';
import { openTestBuffer, sourceZeroMs as t0 } from '../testing/open-test-buffer.ts';
import { writeClip } from './clip-cutter.ts';
import { createMediaTools } from './media-tools.ts';
import { pinBuffer } from './pin-buffer.ts';

const startAt = t0 + 3_333;
const tools = createMediaTools();
let root: string;
let clip: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-tools-'));
  const buffer = await openTestBuffer(join(root, 'buffer'));
  const [picture, sound] = await Promise.all([makeVideoSource({ seconds: 10 }), makeAudioSource({ seconds: 10 })]);
  buffer.configure(picture, sound);
  await buffer.feed(0, 20_000, { picture, sound });
  await buffer.close();
  const source = await pinBuffer({
    bufferDirectory: buffer.directory,
    pinDirectory: join(root, 'pin'),
    window: { startAt, endAt: t0 + 18_000 },
    openSegments: [],
  });
  clip = (await writeClip({ source, path: join(root, 'clip.mp4'), temporaryPath: join(root, '.tmp-clip.mp4') })).path;
});
afterAll(() => rm(root, { recursive: true, force: true }));

it('probes a clip', async () => {
  const info = await tools.probe(clip);
  expect(info.durationSeconds).toBeCloseTo(14.667, 2);
  expect(info.streams).toMatchObject([
    { kind: 'video', codec: 'h264', width: 480, height: 272 },
    { kind: 'audio', codec: 'opus', channels: 2 },
  ]);
});

it('makes a poster and a storyboard', async () => {
  await tools.poster({ input: clip, output: join(root, 'poster.jpg'), durationSeconds: 14.667 });
  expect((await tools.probe(join(root, 'poster.jpg')).catch(() => undefined)) ?? (await sizeOf('poster.jpg'))).toBeTruthy();
  await tools.storyboard({ input: clip, output: join(root, 'storyboard.jpg'), durationSeconds: 14.667 });
  expect(await sizeOf('poster.jpg')).toBe('480x272');
  expect(await sizeOf('storyboard.jpg')).toBe('1600x910');
});

it('makes an AAC rendition that shows and sounds at the same instants', async () => {
  const output = join(root, 'clip-aac.mp4');
  await tools.compatibleRendition({ input: clip, output });
  expect((await tools.probe(output)).streams.map((stream) => stream.codec)).toEqual(['h264', 'aac']);
  const { frames, errors } = await readShownClocks(output, 480, 272);
  expect(errors).toBe('');
  const lags = frames.map((frame) => ((((startAt + frame.atSeconds * 1000 - frame.clockMs) % 10_000) + 15_000) % 10_000) - 5_000);
  for (const lag of lags) expect(Math.abs(lag)).toBeLessThanOrEqual(40);
  for (const beep of (await readBeeps(output)).filter((at) => at > 0.2)) {
    const lag = ((startAt + beep * 1000 + 500) % 1000) - 500;
    expect(Math.abs(lag), `beep at ${beep}`).toBeLessThanOrEqual(40);
  }
});

it('gives others nothing before the start, and the rest bit by bit', async () => {
  const output = join(root, 'clip-others.mp4');
  await tools.compatibleRendition({ input: clip, output });
  // The clip as cut holds up to a group of pictures before its start, for those who look behind the edit list.
  expect((await shownWithoutEdits(clip)).some((clockMs) => clockMs < 3_333 - 40)).toBe(true);
  const clocks = await shownWithoutEdits(output);
  expect(Math.min(...clocks)).toBeGreaterThanOrEqual(3_333 - 40);
  const [cut, shared] = await Promise.all([frameHashes(clip), frameHashes(output)]);
  expect(shared).toHaveLength(cut.length);
  const firstCopied = cut.findIndex((hash, index) => hash === shared[index]);
  expect(firstCopied).toBeGreaterThan(0);
  expect(shared.slice(firstCopied)).toEqual(cut.slice(firstCopied));
  const video = await packetTimes(output);
  expect(Math.min(...video)).toBeGreaterThanOrEqual(0);
});

it("fails with FFmpeg's words, stops when told, and leaves nothing", async () => {
  const output = join(root, 'never.mp4');
  const broken = tools.compatibleRendition({ input: join(root, 'missing.mp4'), output });
  const failure: unknown = await broken.catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'CAPTURE_FAILED' });
  expect(failure instanceof Error && String(failure.cause)).toContain('No such file');
  await expect(broken).rejects.toBeInstanceOf(ReplayError);
  const abort = new AbortController();
  const aborted = tools.compatibleRendition({ input: clip, output, signal: abort.signal });
  abort.abort(new Error('cancelled'));
  await expect(aborted).rejects.toThrow('cancelled');
  await expect(createMediaTools({ timeoutMs: 1 }).compatibleRendition({ input: clip, output })).rejects.toMatchObject({
    code: 'CAPTURE_FAILED',
  });
  expect((await readdir(root)).filter((name) => name.includes('never'))).toEqual([]);
});

async function sizeOf(name: string): Promise<string> {
  expect((await stat(join(root, name))).size).toBeGreaterThan(1000);
  const { stdout } = await promisify(execFile)('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'stream=width,height',
    '-of',
    'csv=p=0:s=x',
    join(root, name),
  ]);
  return stdout.trim();
}

const runTool = promisify(execFile);

/** Every picture in the file, also those an edit list hides: its clock within the first loop of the source, ms. */
async function shownWithoutEdits(path: string): Promise<number[]> {
  const plain = join(root, 'plain.mkv');
  await runTool('ffmpeg', ['-v', 'error', '-y', '-ignore_editlist', '1', '-i', path, '-map', '0:v:0', '-c', 'copy', plain]);
  const { frames } = await readShownClocks(plain, 480, 272);
  // The first pictures are those that matter; the source repeats after 10 s.
  return frames.slice(0, 60).map((frame) => frame.clockMs % 10_000);
}

/** A hash of each shown picture. */
async function frameHashes(path: string): Promise<string[]> {
  const { stdout } = await runTool(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'framemd5', '-'],
    {
      maxBuffer: 10_000_000,
    },
  );
  return stdout
    .split('\n')
    .filter((line) => /^0,/.test(line))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');
}

/** Presentation times of the picture's packets, hidden ones too, s. */
async function packetTimes(path: string): Promise<number[]> {
  const { stdout } = await runTool(
    'ffprobe',
    ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', path],
    {
      maxBuffer: 10_000_000,
    },
  );
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
}
