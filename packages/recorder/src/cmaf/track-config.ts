/** What an init segment must say about a track. Sizes in pixels; timescale in ticks a second. */
export type TrackConfig = VideoTrackConfig | AudioTrackConfig;

/** H.264 as sent by browsers; `sps` and `pps` are NAL units without start codes (ISO/IEC 14496-10 7.3.2). */
export interface VideoTrackConfig {
  kind: 'video';
  codec: 'h264';
  timescale: 90_000;
  width: number;
  height: number;
  sps: Buffer;
  pps: Buffer;
}

/** Opus in ISO BMFF (Encapsulation of Opus in ISO Base Media File Format, 4.3). */
export interface AudioTrackConfig {
  kind: 'audio';
  codec: 'opus';
  timescale: 48_000;
  channels: 1 | 2;
}
