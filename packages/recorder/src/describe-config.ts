import type { TrackConfig } from './cmaf/track-config.ts';
import type { CodecConfig } from './rtp/depacketizer.ts';

/** What the file must say about a stream. */
export function describeConfig(config: CodecConfig): TrackConfig {
  if (config.codec === 'opus') return { kind: 'audio', codec: 'opus', timescale: 48_000, channels: config.channels };
  const { width, height, sps, pps } = config;
  return { kind: 'video', codec: 'h264', timescale: 90_000, width, height, sps, pps };
}
