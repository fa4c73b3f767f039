import { createTrackWriter, openBufferDirectory } from '@reprise/recorder/cmaf';
import { feedFixture, makeAudioSource, makeVideoSource, readBeeps, readShownClocks } from '@reprise/recorder/testing';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ReplayError } from '../errors.ts';
import { writeClip } from './clip-cutter.ts';
import { createMediaTools } from './media-tools.ts';
import { pinBuffer } from './pin-buffer.ts';

const t0 = 1_790_000_000_000;
const startAt = t0 + 3_333;
const tools = createMediaTools();
let root: string;
let clip: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-tools-'));
  const bufferDirectory = join(root, 'buffer');
  const { timelineZeroMs } = await openBufferDirectory(bufferDirectory, t0);
  const common = {
    timelineZeroMs,
    segmentDurationMs: 5000,
    partDurationMs: 500,
    retentionMs: 720_000,
    liveWindowMs: 720_000,
    onEvent: () => undefined,
  };
  const video = createTrackWriter({ ...common, directory: join(bufferDirectory, 'video'), kind: 'video' });
  const audio = createTrackWriter({ ...common, directory: join(bufferDirectory, 'audio'), kind: 'audio' });
  const [pictures, sound] = await Promise.all([makeVideoSource({ seconds: 10 }), makeAudioSource({ seconds: 10 })]);
  video.configure(pictures.config, { newEpoch: true });
  audio.configure(sound.config, { newEpoch: true });
  await feedFixture({
    video: { writer: video, source: pictures },
    audio: { writer: audio, source: sound },
    startMs: t0,
    endMs: t0 + 20_000,
  });
  await Promise.all([video.close({ ended: true }), audio.close({ ended: true })]);
  const source = await pinBuffer({
    bufferDirectory,
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
