/**
 * Cutting clips of 30 s, 2 and 10 minutes out of a buffer of 1080p30 at about 4 Mbit/s, beside FFmpeg's
 * `-f concat -c copy -movflags +faststart` of the same media. Ours includes SHA-256, fsync and exact start and end.
 * Prints one JSON document. `node bench/cut.ts [directory]`; needs ffmpeg on PATH and 2 GB of disk.
 */
import { createTrackWriter, openBufferDirectory, type TrackWriter } from '@reprise/recorder/cmaf';
import { feedFixture, makeAudioSource, makeVideoSource } from '@reprise/recorder/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const t0 = 1_790_000_000_000;
const lengths = [30, 120, 600];
const repetitions = 3;

interface Measured {
  milliseconds: number;
  peakMegabytes: number;
  sizeBytes: number;
}

/** Wall time and the peak of its resident memory. */
async function measure(command: string, args: string[], output: string): Promise<Measured & { report: string }> {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let peakKilobytes = 0;
  let report = '';
  child.stdout.on('data', (chunk: Buffer) => (report += chunk.toString()));
  const watch = setInterval(() => {
    void readFile(`/proc/${child.pid ?? 0}/status`, 'utf8').then(
      (status) => (peakKilobytes = Math.max(peakKilobytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0))),
      () => undefined,
    );
  }, 10);
  await once(child, 'close');
  clearInterval(watch);
  if (child.exitCode !== 0) throw new Error(`${command} ended with ${String(child.exitCode)}`);
  const { size: sizeBytes } = await stat(output);
  return { milliseconds: performance.now() - startedAt, peakMegabytes: peakKilobytes / 1024, sizeBytes, report };
}

async function fillBuffer(directory: string, seconds: number) {
  const { timelineZeroMs } = await openBufferDirectory(directory, t0);
  const open = (kind: 'video' | 'audio'): TrackWriter =>
    createTrackWriter({
      directory: join(directory, kind),
      kind,
      timelineZeroMs,
      segmentDurationMs: 5000,
      partDurationMs: 500,
      retentionMs: 3_600_000,
      liveWindowMs: 720_000,
      onEvent: (event) => {
        if (event.type === 'write-failed') throw event.error;
      },
    });
  const [pictures, sound] = await Promise.all([
    makeVideoSource({ seconds: 20, width: 1920, height: 1080, gopSeconds: 5, bitrateKbps: 4000, noise: 60 }),
    makeAudioSource({ seconds: 20 }),
  ]);
  const video = open('video');
  const audio = open('audio');
  video.configure(pictures.config, { newEpoch: true });
  audio.configure(sound.config, { newEpoch: true });
  const before = process.cpuUsage();
  await feedFixture({
    video: { writer: video, source: pictures },
    audio: { writer: audio, source: sound },
    startMs: t0,
    endMs: t0 + seconds * 1000,
  });
  await Promise.all([video.close({ ended: true }), audio.close({ ended: true })]);
  const { user, system } = process.cpuUsage(before);
  const bytes = (video.stats()?.bytes ?? 0) + (audio.stats()?.bytes ?? 0);
  return { cpuMsPerMediaMinute: (user + system) / 1000 / (seconds / 60), megabitsPerSecond: (bytes * 8) / seconds / 1e6 };
}

/** The middle one of a few runs by time, with the highest memory. */
function middle(runs: Measured[]): Measured {
  const sorted = [...runs].sort((a, b) => a.milliseconds - b.milliseconds);
  const typical = sorted[Math.floor(sorted.length / 2)];
  if (!typical) throw new Error('nothing was measured');
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    milliseconds: round(typical.milliseconds),
    peakMegabytes: round(Math.max(...runs.map((run) => run.peakMegabytes))),
    sizeBytes: typical.sizeBytes,
  };
}

async function compare(root: string, seconds: number) {
  const ours: Measured[] = [];
  const process1: Measured[] = [];
  const reference: Measured[] = [];
  const clip = join(root, 'ours.mp4');
  const joined = join(root, 'reference.mp4');
  const segments = join(root, `ts-${seconds}`);
  await mkdir(segments);
  const cutOnce = join(import.meta.dirname, 'cut-once.ts');
  const window = [String(t0 + 7_777), String(t0 + 7_777 + seconds * 1000)];
  for (let run = 0; run < repetitions; run++) {
    const whole = await measure(
      process.execPath,
      [cutOnce, join(root, 'buffer'), join(root, `pin-${seconds}-${run}`), clip, ...window],
      clip,
    );
    process1.push(whole);
    ours.push({ ...whole, milliseconds: Number(whole.report) });
    if (run === 0) {
      await measure(
        'ffmpeg',
        ['-v', 'error', '-i', clip, '-c', 'copy', '-f', 'segment', '-segment_time', '5', join(segments, 's%04d.ts')],
        clip,
      );
      const names = (await readdir(segments)).sort();
      await writeFile(join(segments, 'list.txt'), names.map((name) => `file '${name}'\n`).join(''));
    }
    reference.push(
      await measure(
        'ffmpeg',
        ['-v', 'error', '-y', '-f', 'concat', '-i', join(segments, 'list.txt'), '-c', 'copy', '-movflags', '+faststart', joined],
        joined,
      ),
    );
  }
  return { seconds, ours: middle(ours), oursWithProcessStart: middle(process1), reference: middle(reference) };
}

const root = await mkdtemp(join(process.argv[2] ?? tmpdir(), 'reprise-bench-cut-'));
try {
  const writer = await fillBuffer(join(root, 'buffer'), 620);
  const cuts = [];
  for (const seconds of lengths) cuts.push(await compare(root, seconds));
  console.log(JSON.stringify({ name: 'cut', writer, cuts }, undefined, 2));
} finally {
  await rm(root, { recursive: true, force: true });
}
