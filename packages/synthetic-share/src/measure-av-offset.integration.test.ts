import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillBeep, sampleRate } from './beep.ts';
import { createClockPainter } from './clock-painter.ts';
import { measureAvOffset } from './measure-av-offset.ts';
import { readClipClock } from './read-clip-clock.ts';

const framesPerSecond = 15;
const seconds = 4;
const startMs = Date.UTC(2026, 10, 21, 8, 0, 0, 500);
let directory: string;

/** Encodes the clock picture and its beep, the sound `soundLateMs` later than the picture. */
async function encode(name: string, soundLateMs: number): Promise<string> {
  const painter = createClockPainter(320, 180);
  const pictures = join(directory, `${name}.yuv`);
  const file = await open(pictures, 'w');
  for (let frame = 0; frame < seconds * framesPerSecond; frame++) {
    painter.draw(Math.round(startMs + (frame * 1000) / framesPerSecond));
    await file.write(painter.data);
  }
  await file.close();
  const samples = new Int16Array(sampleRate * seconds);
  fillBeep(samples, startMs - soundLateMs);
  const sound = join(directory, `${name}.pcm`);
  await writeFile(sound, samples);
  const clip = join(directory, `${name}.mp4`);
  await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', '320x180', '-r', String(framesPerSecond), '-i', pictures],
    ...['-f', 's16le', '-ar', String(sampleRate), '-ac', '1', '-i', sound, '-c:v', 'libx264', '-c:a', 'libopus', clip],
  ]);
  return clip;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'synthetic-share-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('a clip of the clock picture', () => {
  it('tells when each frame was drawn', async () => {
    const frames = await readClipClock(await encode('clock', 0));
    expect(frames).toHaveLength(seconds * framesPerSecond);
    for (const { ptsMs, clockMs, width, height } of frames) {
      expect(clockMs).toBeDefined();
      expect(Math.abs((clockMs ?? 0) - startMs - ptsMs)).toBeLessThan(2);
      expect([width, height]).toEqual([320, 180]);
    }
  });

  it.each([0, 120, -90])('tells that its sound is %i ms late', async (soundLateMs) => {
    const offset = await measureAvOffset(await encode(`late${String(soundLateMs)}`, soundLateMs));
    expect(offset.offsetsMs.length).toBeGreaterThanOrEqual(seconds - 1);
    for (const measured of offset.offsetsMs) expect(Math.abs(measured - soundLateMs)).toBeLessThan(5);
  });
});
