import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AudioTrackConfig, VideoTrackConfig } from '../cmaf/track-config.ts';
import { splitAnnexB } from './annex-b.ts';
import { paintClockPicture } from './clock-picture.ts';
import { readOggOpus } from './ogg-packets.ts';

/** Coded frames of a loop of `lengthMs`; `atMs` is a frame's place in it, and what its picture's clock shows. */
export interface VideoSource {
  config: VideoTrackConfig;
  lengthMs: number;
  frames: Array<{ atMs: number; keyframe: boolean; data: Buffer[]; sizeBytes: number }>;
}

/** 20 ms Opus packets of a loop of whole seconds: a beep in the first 100 ms of every second. */
export interface AudioSource {
  config: AudioTrackConfig;
  lengthMs: number;
  packets: Buffer[];
}

export interface VideoSourceOptions {
  seconds: number;
  width?: number;
  height?: number;
  framesPerSecond?: number;
  gopSeconds?: number;
  bitrateKbps?: number;
  /** 0..150: how much there is to encode. */
  noise?: number;
}

/** Encodes H.264 without B-frames, with a machine-readable clock and up to 5 ms of jitter between frames. Needs ffmpeg on PATH. */
export async function makeVideoSource(options: VideoSourceOptions): Promise<VideoSource> {
  const { seconds, width = 480, height = 272, framesPerSecond = 30, gopSeconds = 2, bitrateKbps = 500, noise = 40 } = options;
  const count = seconds * framesPerSecond;
  const times = Array.from({ length: count }, (_, index) =>
    Math.round((index * 1000) / framesPerSecond + (index ? ((index * 7919) % 11) - 5 : 0)),
  );
  const encode = runFfmpeg([
    '-f',
    'rawvideo',
    '-pix_fmt',
    'yuv420p',
    '-s',
    `${width}x${height}`,
    '-r',
    String(framesPerSecond),
    '-i',
    'pipe:0',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-tune',
    'zerolatency',
    '-profile:v',
    'main',
    '-bf',
    '0',
    '-g',
    String(gopSeconds * framesPerSecond),
    '-keyint_min',
    String(gopSeconds * framesPerSecond),
    '-sc_threshold',
    '0',
    '-b:v',
    `${bitrateKbps}k`,
    '-maxrate',
    `${bitrateKbps}k`,
    '-bufsize',
    `${bitrateKbps}k`,
    '-f',
    'h264',
    'pipe:1',
  ]);
  for (const [index, atMs] of times.entries()) {
    const picture = paintClockPicture(width, height, index, atMs, noise);
    if (!encode.input.write(picture)) await once(encode.input, 'drain');
  }
  encode.input.end();
  const { frames, sps, pps } = splitAnnexB(await encode.output);
  return {
    config: { kind: 'video', codec: 'h264', timescale: 90_000, width, height, sps, pps },
    lengthMs: seconds * 1000,
    frames: frames.map((frame, index) => ({ atMs: times[index] ?? 0, ...frame })),
  };
}

/** Encodes the beeping Opus loop. Needs ffmpeg on PATH. */
export async function makeAudioSource({ seconds }: { seconds: number }): Promise<AudioSource> {
  const beep = `aevalsrc=0.5*sin(2*PI*1000*t)*lt(mod(t\\,1)\\,0.1):s=48000:d=${seconds}`;
  const encode = runFfmpeg(['-f', 'lavfi', '-i', beep, '-ac', '2', '-c:a', 'libopus', '-b:a', '64k', '-f', 'ogg', 'pipe:1']);
  encode.input.end();
  const packets = readOggOpus(await encode.output).slice(0, seconds * 50);
  return { config: { kind: 'audio', codec: 'opus', timescale: 48_000, channels: 2 }, lengthMs: seconds * 1000, packets };
}

function runFfmpeg(args: string[]) {
  const child = spawn('ffmpeg', ['-v', 'error', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const output = once(child, 'close').then(([code]) => {
    if (code !== 0) throw new Error(`ffmpeg ended with ${String(code)}`);
    return Buffer.concat(chunks);
  });
  return { input: child.stdin, output };
}
