import { type AudioSource, makeAudioSource, makeVideoSource, type VideoSource } from '@reprise/recorder/testing';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serialize } from 'node:v8';

/** A loop of coded media; what its clock shows is wall time modulo the loop's length when it is played in real time. */
export interface EncodedMedia {
  video: VideoSource;
  audio: AudioSource;
}

/** Encoded media of one bitrate and the file a publisher's process reads it from. */
export interface MediaLoop extends EncodedMedia {
  path: string;
  /** Of the video, on average. */
  bitrateKbps: number;
}

/** Every loop of a run has this length, so that clocks are read the same way everywhere, ms. */
export const loopMs = 20_000;

/** `gopSeconds`: from keyframe to keyframe, default 5. */
export type MakeMediaLoop = (bitrateKbps: number, gopSeconds?: number) => Promise<MediaLoop>;

/** Encodes loops once each. `directory` must exist. */
export function createMediaLoops(directory: string): MakeMediaLoop {
  const made = new Map<string, Promise<MediaLoop>>();
  return (bitrateKbps, gopSeconds = 5) => {
    const name = `loop-${bitrateKbps}-${gopSeconds}`;
    const known = made.get(name) ?? makeLoop(join(directory, `${name}.bin`), bitrateKbps, gopSeconds);
    made.set(name, known);
    return known;
  };
}

async function makeLoop(path: string, bitrateKbps: number, gopSeconds: number): Promise<MediaLoop> {
  const seconds = loopMs / 1000;
  const size = { width: 1920, height: 1080, noise: 90 };
  const [video, audio] = await Promise.all([
    makeVideoSource({ seconds, ...size, framesPerSecond: 30, gopSeconds, bitrateKbps }),
    makeAudioSource({ seconds }),
  ]);
  await writeFile(path, serialize({ video, audio }));
  const bytes = video.frames.reduce((sum, frame) => sum + frame.sizeBytes, 0);
  return { video, audio, path, bitrateKbps: Math.round((bytes * 8) / loopMs) };
}
