import type { MakeMediaLoop } from './support/encoded-media.ts';

/** One line of the result: something measured against its target, beside what it is compared with. */
export interface Row {
  name: string;
  /** The measured value, in `unit`. */
  value: number;
  unit: string;
  target: { atMost: number } | { atLeast: number };
  /** What the same run measured for the usual way; absent where there is none on this machine. */
  reference?: string;
  /** Under which conditions, and the numbers behind the value. */
  detail: string;
}

/** What a measurement may use. */
export interface BenchContext {
  /** Removed after the run. */
  directory: string;
  /** 1080p30 H.264 and Opus loops, encoded once a run. */
  mediaLoop: MakeMediaLoop;
  /** Says what is going on. */
  say(line: string): void;
}

/** Measures one thing, in bounded time, and ends all it started; never judges. */
export interface Measurement {
  name: string;
  /** What is measured, for `--help`. */
  title: string;
  run(context: BenchContext): Promise<Row[]>;
}

/** Asked of the encoder, so that about 4 Mbit/s come out. */
export const usualBitrateKbps = 5_200;
