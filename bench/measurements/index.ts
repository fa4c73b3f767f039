import type { Measurement } from '../measurement.ts';
import { av } from './av.ts';
import { capacity } from './capacity.ts';
import { cpu } from './cpu.ts';
import { cut } from './cut.ts';
import { drift } from './drift.ts';
import { firstFrame } from './first-frame.ts';
import { kill } from './kill.ts';
import { lists } from './lists.ts';
import { lossy } from './lossy.ts';
import { mp4 } from './mp4.ts';
import { playable } from './playable.ts';
import { press } from './press.ts';
import { rush } from './rush.ts';

/** Everything that can be measured, in the order it is run. */
export const measurements: readonly Measurement[] = [
  cpu,
  capacity,
  press,
  lossy,
  playable,
  mp4,
  rush,
  cut,
  firstFrame,
  av,
  drift,
  kill,
  lists,
];
