import type { TrackConfig } from './track-config.ts';

/** What the CODECS attribute and MSE call this track (RFC 6381): profile, constraints and level come from the SPS. */
export function codecString(config: TrackConfig): string {
  return config.kind === 'video' ? `avc1.${config.sps.toString('hex', 1, 4)}` : 'opus';
}
