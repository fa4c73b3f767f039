import {
  EncodingOptions,
  EncodingOptionsPreset,
  SegmentedFileOutput,
  SegmentedFileProtocol,
  SegmentedFileSuffix,
  VideoCodec,
  AudioCodec,
} from '@livekit/protocol';
import { basename, join, relative } from 'node:path';
import type { RecordingRequest } from '../ports/recorder.ts';

/** Where buffers are, as we see them and as Egress does (LIVEKIT_STORAGE_PATH). Absolute. */
export interface BufferPaths {
  bufferRoot: string;
  liveKitRoot: string;
}

/** Names inside a session's buffer. Egress rewrites both in place. */
export const fullPlaylistName = 'full.m3u8';
export const livePlaylistName = 'live.m3u8';

/** 1440p has no preset. Bit rates are kbit/s; sides must be even. */
const advanced1440p = {
  width: 2560,
  height: 1440,
  framerate: 30,
  depth: 24,
  videoCodec: VideoCodec.H264_MAIN,
  videoBitrate: 8000,
  audioCodec: AudioCodec.AAC,
  audioBitrate: 128,
  audioFrequency: 44_100,
} as const;

/** What the clips of a quality look like; smaller pictures are letterboxed. */
export const pictureOfQuality = {
  '720p': { width: 1280, height: 720, framesPerSecond: 30 },
  '1080p': { width: 1920, height: 1080, framesPerSecond: 60 },
  '1440p': { width: advanced1440p.width, height: advanced1440p.height, framesPerSecond: advanced1440p.framerate },
} as const satisfies Record<RecordingRequest['quality'], { width: number; height: number; framesPerSecond: number }>;

/** How Egress is to encode a quality. */
export function encodingOf(quality: RecordingRequest['quality']): EncodingOptionsPreset | EncodingOptions {
  switch (quality) {
    case '720p':
      return EncodingOptionsPreset.H264_720P_30;
    case '1080p':
      return EncodingOptionsPreset.H264_1080P_60;
    case '1440p':
      return new EncodingOptions(advanced1440p);
  }
}

/** HLS segments of whole seconds into a session's buffer. Each run of Egress has names of its own, but the same playlists. */
export function segmentsInto(directory: string, run: number, segmentDurationMs: number, paths: BufferPaths): SegmentedFileOutput {
  return new SegmentedFileOutput({
    protocol: SegmentedFileProtocol.HLS_PROTOCOL,
    filenamePrefix: join(toLiveKitPath(directory, paths), `segment-${run}`),
    playlistName: fullPlaylistName,
    livePlaylistName,
    segmentDuration: Math.max(1, Math.round(segmentDurationMs / 1000)),
    filenameSuffix: SegmentedFileSuffix.INDEX,
    // It would appear when the buffer may be gone already.
    disableManifest: true,
  });
}

function toLiveKitPath(directory: string, { bufferRoot, liveKitRoot }: BufferPaths): string {
  return join(liveKitRoot, relative(bufferRoot, directory));
}

/** The session an Egress writes for, out of its file prefix; undefined: it is none of ours. */
export function sessionOfPrefix(prefix: string, { liveKitRoot }: Pick<BufferPaths, 'liveKitRoot'>): string | undefined {
  const parts = relative(liveKitRoot, prefix).split('/');
  const [room, user, session] = parts;
  if (parts.length !== 4 || room === '..' || !room || !user || !session) return undefined;
  return /^segment-\d+$/.test(basename(prefix)) ? decodeURIComponent(session) : undefined;
}
