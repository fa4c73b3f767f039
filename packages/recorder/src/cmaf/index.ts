/** The shared half of writing and cutting: CMAF boxes, parts, playlists and the track writer. */
export { box, boxBody, eachBox, fullBox, uint16, uint32, uint64, type BoxSpan } from './boxes.ts';
export {
  openBufferDirectory,
  readBufferTimeline,
  renderMultivariantPlaylist,
  writeMultivariantPlaylist,
  type BufferTimeline,
  type MultivariantTracks,
} from './buffer-directory.ts';
export { codecString } from './codec-string.ts';
export { createTrackWriter } from './create-track-writer.ts';
export { parseInitSegment } from './parse-init-segment.ts';
export { createInitSegment, unityMatrix } from './init-segment.ts';
export type { MediaFrame } from './media-frame.ts';
export { buildPart, segmentTypeBox, type MediaPart, type Sample } from './media-part.ts';
export { renderMediaPlaylist, targetDurationSeconds, type PlaylistOptions, type PlaylistSegment } from './media-playlist.ts';
export { fillSilence, opusPacketSamples, type SilencePacket } from './opus-packet.ts';
export {
  parseMediaPlaylist,
  PlaylistUnreadableError,
  type ParsedPlaylist,
  type ParsedSegment,
} from './parse-media-playlist.ts';
export { partDuration, readParts, type PartTable } from './read-parts.ts';
export { replaceFile } from './replace-file.ts';
export type { AudioTrackConfig, TrackConfig, VideoTrackConfig } from './track-config.ts';
export type { OpenTrackSegment, TrackWriter, TrackWriterEvent, TrackWriterOptions } from './track-writer.ts';
