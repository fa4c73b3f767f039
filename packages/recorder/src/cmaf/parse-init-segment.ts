import { boxBody, eachBox } from './boxes.ts';
import type { TrackConfig } from './track-config.ts';

/**
 * What an init segment of ours says about its track.
 * @throws Error when it is damaged or of a codec we do not write
 */
export function parseInitSegment(init: Buffer): TrackConfig {
  const descriptions = boxBody(init, 'moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd');
  const [entry] = eachBox(descriptions, 8);
  if (!entry) throw new Error('No sample entry');
  const body = descriptions.subarray(entry.bodyStart, entry.end);
  if (entry.type === 'Opus') {
    return { kind: 'audio', codec: 'opus', timescale: 48_000, channels: body.readUInt16BE(16) === 1 ? 1 : 2 };
  }
  if (entry.type !== 'avc1') throw new Error(`Unknown sample entry ${entry.type}`);
  const record = boxBody(body.subarray(78), 'avcC');
  const spsEnd = 8 + record.readUInt16BE(6);
  const ppsStart = spsEnd + 3;
  return {
    kind: 'video',
    codec: 'h264',
    timescale: 90_000,
    width: body.readUInt16BE(24),
    height: body.readUInt16BE(26),
    sps: record.subarray(8, spsEnd),
    pps: record.subarray(ppsStart, ppsStart + record.readUInt16BE(spsEnd + 1)),
  };
}
