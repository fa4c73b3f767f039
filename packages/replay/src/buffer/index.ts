/** What a buffer holds, as pure functions of its playlists. */
export { type BufferSegment, type BufferTrack, type TimeRange } from './buffer-track.ts';
export { egressClockOffsetMs, parsePlaylist, type PlaylistSource } from './parse-playlist.ts';
export { audioPreRollMs, gapToleranceMs, selectWindow, type CoveredWindow, type WindowSelection } from './select-window.ts';
export { withOpenSegments, type OpenBufferSegment } from './with-open-segments.ts';
export { uncoveredRanges } from './uncovered-ranges.ts';
export { type LiveWindow, parseLiveWindow, renderLiveWindow, soundRangeOf, withoutLeaving, withSoundReady } from './live-window.ts';
