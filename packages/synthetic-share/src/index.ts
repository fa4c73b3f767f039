export { dispose as disposeSyntheticShares } from '@livekit/rtc-node';
export * from './clip-clock.ts';
export { hasAudience, startPresenter } from './presenter.ts';
export type { PresenterOptions, RoomOccupant } from './presenter.ts';
export { startSyntheticShare } from './synthetic-share.ts';
export type { SyntheticShare, SyntheticShareOptions, SyntheticShareTracks } from './synthetic-share.ts';
