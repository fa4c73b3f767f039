import { join } from 'node:path';
import type { ReceiveStats } from '@reprise/recorder';
import type { ShardPool } from '@reprise/recorder/shards';
import { ReplayError } from '../errors.ts';
import type { MediaDescription, Recorder, Recording, RecordingEvent, RecordingRequest } from '../ports/recorder.ts';
import { RECORDER_IDENTITY_PREFIX } from './recorder-token.ts';
import { endReasons } from '../sessions/end-reasons.ts';

export interface DirectRecorderOptions {
  /** Shard processes that hold the recordings; closed with the recorder. */
  pool: ShardPool;
  /** LiveKit's address, ws:// or wss://. */
  livekitUrl: string;
  /** A fresh token for a hidden recorder participant. */
  createToken: (roomName: string, identity: string) => Promise<string>;
  segmentDurationMs: number;
  partDurationMs: number;
  retentionMs: number;
  liveWindowMs: number;
  /** What a recording has received, about once a second. */
  onStats?: (sessionId: string, stats: ReceiveStats) => void;
}

/** Simulcast layer to ask the SFU for; what really arrives is reported by `media` events. */
const layerOfQuality = { '720p': 'medium', '1080p': 'high', '1440p': 'high' } as const;

const GENERATIONS_PER_CLAIM = 1_000;

/** The recorder that joins the room itself and writes what the browser sends, without transcoding. */
export function createDirectRecorder(options: DirectRecorderOptions): Recorder {
  return {
    freeCapacity: () => options.pool.freeCapacity(),
    start: (request) => startDirectRecording(options, request),
    close: () => options.pool.close(),
  };
}

async function startDirectRecording(options: DirectRecorderOptions, request: RecordingRequest): Promise<Recording> {
  if (options.pool.freeCapacity() < 1) throw new ReplayError('NO_RECORDER_CAPACITY');
  const recording = await options.pool.start({
    url: options.livekitUrl,
    createToken: (identity) => options.createToken(request.roomName, identity),
    identityPrefix: `${RECORDER_IDENTITY_PREFIX}${request.sessionId}`,
    // Each claim has a range of its own: a recorder also counts up whenever it rejoins by itself.
    firstGeneration: request.generation * GENERATIONS_PER_CLAIM,
    participantIdentity: request.participantIdentity,
    quality: layerOfQuality[request.quality],
    directory: request.directory,
    segmentDurationMs: options.segmentDurationMs,
    partDurationMs: options.partDurationMs,
    retentionMs: options.retentionMs,
    liveWindowMs: options.liveWindowMs,
    onEvent: (event) => {
      if (event.type === 'progress') options.onStats?.(request.sessionId, event.stats);
      const translated = translateEvent(event);
      if (translated) request.onEvent(translated);
    },
  });
  return {
    egressId: `DR_${request.sessionId}`,
    flush: async (untilMs, timeoutMs) => {
      const tails = await recording.flush(untilMs, timeoutMs);
      return tails.map((tail) => ({
        track: tail.track,
        path: join(request.directory, tail.track, tail.file),
        initPath: join(request.directory, tail.track, tail.initFile),
        epoch: tail.epoch,
        startsAt: tail.startsAt,
        endsAt: tail.endsAt,
        bytes: tail.bytes,
        discontinuity: tail.discontinuity,
      }));
    },
    stop: () => recording.stop(),
  };
}

type DirectEvent = Parameters<Parameters<ShardPool['start']>[0]['onEvent']>[0];

function translateEvent(event: DirectEvent): RecordingEvent | undefined {
  switch (event.type) {
    case 'joined':
      return undefined;
    case 'media': {
      const media: MediaDescription = {
        ...(event.video && { video: event.video }),
        ...(event.audio && { audio: event.audio }),
      };
      return { type: 'media', media };
    }
    case 'progress':
      return {
        type: 'progress',
        bufferedFromMs: event.bufferedFromMs,
        bufferedToMs: event.bufferedToMs,
        bufferBytes: event.bufferBytes,
        bitrateBps: event.bitrateBps,
      };
    case 'share-ended':
      return { type: 'share-ended', reason: endReasons.shareEnded };
    default:
      return event;
  }
}
