export { dispose as disposeSyntheticShares } from '@livekit/rtc-node';
export { clockPagePath } from './clock-page.ts';
export { measureAvOffset, percentile } from './measure-av-offset.ts';
export type { AvOffset } from './measure-av-offset.ts';
export { readClipClock } from './read-clip-clock.ts';
export type { ClipFrame } from './read-clip-clock.ts';
export { startSyntheticShare } from './synthetic-share.ts';
export type { SyntheticShare, SyntheticShareOptions, SyntheticShareTracks } from './synthetic-share.ts';
