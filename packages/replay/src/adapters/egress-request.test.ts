import { EncodingOptions, EncodingOptionsPreset, SegmentedFileSuffix } from '@livekit/protocol';
import { expect, test } from 'vitest';
import { encodingOf, segmentsInto, sessionOfPrefix } from './egress-request.ts';

const paths = { bufferRoot: '/var/replay-buffer', liveKitRoot: '/storage/replay-buffer' };

test('720p and 1080p are presets, 1440p is advanced in kbit/s with even sides', () => {
  expect(encodingOf('720p')).toBe(EncodingOptionsPreset.H264_720P_30);
  expect(encodingOf('1080p')).toBe(EncodingOptionsPreset.H264_1080P_60);
  const advanced = encodingOf('1440p');
  expect(advanced).toBeInstanceOf(EncodingOptions);
  expect(advanced).toMatchObject({ width: 2560, height: 1440, framerate: 30, videoBitrate: 8000, audioBitrate: 128 });
});

test('paths are told as Egress sees them, with the names of the buffer', () => {
  expect(segmentsInto('/var/replay-buffer/room/user/s1', 2001, 4000, paths)).toMatchObject({
    filenamePrefix: '/storage/replay-buffer/room/user/s1/segment-2001',
    playlistName: 'full.m3u8',
    livePlaylistName: 'live.m3u8',
    segmentDuration: 4,
    filenameSuffix: SegmentedFileSuffix.INDEX,
  });
});

test.each([
  ['ours', '/storage/replay-buffer/room/user/s1/segment-2001', 's1'],
  ['ours with an encoded name', '/storage/replay-buffer/room/user/s%201/segment-1', 's 1'],
  ["somebody else's", '/storage/other/room/user/s1/segment-1', undefined],
  ['too deep', '/storage/replay-buffer/a/room/user/s1/segment-1', undefined],
  ['not our name', '/storage/replay-buffer/room/user/s1/2026-segment', undefined],
  ['none', '', undefined],
])('the session of a prefix: %s', (_name, prefix, expected) => {
  expect(sessionOfPrefix(prefix, paths)).toBe(expected);
});
