import { box, fullBox, uint16, uint32 } from './boxes.ts';
import type { AudioTrackConfig, TrackConfig, VideoTrackConfig } from './track-config.ts';

/** The unity transformation matrix of mvhd and tkhd (16.16 and 2.30 fixed point). */
export const unityMatrix = uint32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** Samples that an Opus decoder drops at its very start; the pre-roll of every cut covers it. */
const opusPreSkip = 312;

const zeros = (count: number): Buffer => Buffer.alloc(count);

/** The CMAF header of a track: ftyp and a moov without samples (ISO/IEC 23000-19 7.3). */
export function createInitSegment(config: TrackConfig): Buffer {
  const isVideo = config.kind === 'video';
  const width = isVideo ? config.width : 0;
  const height = isVideo ? config.height : 0;
  const mediaHeader = isVideo ? fullBox('vmhd', 0, 1, zeros(8)) : fullBox('smhd', 0, 0, zeros(4));
  const sampleTable = box(
    'stbl',
    fullBox('stsd', 0, 0, uint32(1), sampleEntry(config)),
    fullBox('stts', 0, 0, uint32(0)),
    fullBox('stsc', 0, 0, uint32(0)),
    fullBox('stsz', 0, 0, uint32(0, 0)),
    fullBox('stco', 0, 0, uint32(0)),
  );
  const dataInformation = box('dinf', fullBox('dref', 0, 0, uint32(1), fullBox('url ', 0, 1)));
  const handler = Buffer.from(isVideo ? 'vide' : 'soun', 'latin1');
  const media = box(
    'mdia',
    fullBox('mdhd', 0, 0, zeros(8), uint32(config.timescale, 0), uint16(0x55c4), uint16(0)),
    fullBox('hdlr', 0, 0, zeros(4), handler, zeros(12), Buffer.from('track\0')),
    box('minf', mediaHeader, dataInformation, sampleTable),
  );
  const volume = isVideo ? 0 : 0x100;
  const trackHeader = fullBox(
    'tkhd',
    0,
    3,
    zeros(8),
    uint32(1),
    zeros(4),
    uint32(0),
    zeros(8),
    uint16(0),
    uint16(0),
    uint16(volume),
    uint16(0),
    unityMatrix,
    uint32(width * 0x10000, height * 0x10000),
  );
  return Buffer.concat([
    box('ftyp', Buffer.from('iso6'), uint32(0), Buffer.from('iso6cmfcmp41')),
    box(
      'moov',
      fullBox('mvhd', 0, 0, zeros(8), uint32(1000, 0, 0x10000), uint16(0x100), zeros(10), unityMatrix, zeros(24), uint32(2)),
      box('trak', trackHeader, media),
      box('mvex', fullBox('trex', 0, 0, uint32(1, 1, 0, 0, 0))),
    ),
  ]);
}

function sampleEntry(config: TrackConfig): Buffer {
  return config.kind === 'video' ? avcSampleEntry(config) : opusSampleEntry(config);
}

/** avc1 with its configuration record (ISO/IEC 14496-15 5.3.3). */
function avcSampleEntry({ width, height, sps, pps }: VideoTrackConfig): Buffer {
  const configuration = box(
    'avcC',
    Buffer.concat([Buffer.from([1]), sps.subarray(1, 4), Buffer.from([0xff, 0xe1])]),
    uint16(sps.length),
    sps,
    Buffer.from([1]),
    uint16(pps.length),
    pps,
  );
  return box(
    'avc1',
    zeros(6),
    uint16(1),
    zeros(16),
    uint16(width),
    uint16(height),
    uint32(0x480000, 0x480000, 0),
    uint16(1),
    zeros(32),
    uint16(24),
    uint16(0xffff),
    configuration,
  );
}

function opusSampleEntry({ channels }: AudioTrackConfig): Buffer {
  const specific = box('dOps', Buffer.from([0, channels]), uint16(opusPreSkip), uint32(48_000), uint16(0), Buffer.from([0]));
  return box('Opus', zeros(6), uint16(1), zeros(8), uint16(channels), uint16(16), zeros(4), uint32(48_000 * 0x10000), specific);
}
