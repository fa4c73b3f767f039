import type { Measurement } from '../measurement.ts';
import { capacity } from './capacity.ts';
import { cpu } from './cpu.ts';
import { cut } from './cut.ts';
import { drift } from './drift.ts';
import { firstFrame } from './first-frame.ts';
import { mp4 } from './mp4.ts';
import { playable } from './playable.ts';
import { press } from './press.ts';

/** Everything that can be measured, in the order it is run. */
export const measurements: readonly Measurement[] = [cpu, capacity, press, playable, mp4, cut, firstFrame, drift];
