/** What tests read from clips; loads no native code. */
export { clockPagePath } from './clock-page.ts';
export { measureAvOffset, percentile } from './measure-av-offset.ts';
export type { AvOffset } from './measure-av-offset.ts';
export { readClipClock } from './read-clip-clock.ts';
export type { ClipFrame } from './read-clip-clock.ts';
