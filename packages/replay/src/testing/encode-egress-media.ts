import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A minute of picture and sound in whole segments; clocks begin where Egress's do. */
export function encodeEgressMedia(segmentSeconds: number): Buffer[] {
  const directory = mkdtempSync(join(tmpdir(), 'egress-media-'));
  const seconds = String(segmentSeconds);
  const sources = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=15:d=60', '-f', 'lavfi', '-i', 'sine=440:r=44100:d=60'];
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'main', '-force_key_frames', `expr:gte(t,n_forced*${seconds})`];
  const output = ['-c:a', 'aac', '-output_ts_offset', '3600.026', '-f', 'segment', '-segment_time', seconds, '-segment_format', 'mpegts'];
  execFileSync('ffmpeg', ['-v', 'error', ...sources, ...video, ...output, join(directory, '%05d.ts')]);
  const segments = readdirSync(directory)
    .sort()
    .map((name) => readFileSync(join(directory, name)));
  rmSync(directory, { recursive: true });
  return segments;
}
