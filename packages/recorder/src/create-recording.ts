import { join } from 'node:path';
import { openBufferDirectory, writeMultivariantPlaylist } from './cmaf/buffer-directory.ts';
import { createProgressReporter, type ProgressReporter } from './progress-reporter.ts';
import type { Recording, RecordingEvent, RecordingOptions } from './recording.ts';
import { createRoomMembership, type RoomMembership } from './room-membership.ts';
import { subscribeToTicks, TICK_MS } from './shared-ticker.ts';
import { createShareReceiver } from './share-receiver.ts';
import { createTrackRecording, type TrackRecording } from './track-recording.ts';
import type { MediaTransportFactory, RtcpFeedback } from './transport/media-transport.ts';
import { createWeriftTransport } from './transport/werift-transport.ts';

/** How long `start` tries to reach LiveKit before it rejects. */
const START_PATIENCE_MS = 10_000;
const WRITER_TICKS = 100 / TICK_MS;
const REPORT_TICKS = 1000 / TICK_MS;
/** A track without media for this long has nothing in flight that a flush could wait for. */
const QUIET_TRACK_MS = 1_000;
/** Sound is pruned with its own newest media; when it ended, what is older than the picture by this much is left over. */
const SOUND_LEFTOVER_MS = 30_000;
/** Bits a second that the multivariant playlist promises at least. */
const MIN_BANDWIDTH_BPS = 8_000_000;

/** What a recording is made of besides its options; replaced by tests only. */
export interface RecordingParts {
  createTransport?: MediaTransportFactory;
  candidates?: 'all' | 'tcp';
}

type FailureCode = Extract<RecordingEvent, { type: 'failed' }>['code'];

/** Everything that exists once a recording runs. */
interface Running {
  membership: RoomMembership;
  tracks: [video: TrackRecording, audio: TrackRecording];
  progress: ProgressReporter;
  stopTicks: () => void;
}

/** Makes a recording of one person's screen share; nothing happens before `start`. */
export function createRecording(options: RecordingOptions, parts: RecordingParts = {}): Recording {
  const now = options.now ?? Date.now;
  let phase: 'idle' | 'running' | 'over' = 'idle';
  let running: Running | undefined;
  let closing: Promise<void> | undefined;
  let playlistWork: Promise<void> = Promise.resolve();

  function emit(event: RecordingEvent): void {
    if (phase === 'running') options.onEvent(event);
  }

  function fail(code: FailureCode, message: string): void {
    emit({ type: 'failed', code, message });
    void shutDown(false);
  }

  function sendRtcp(message: RtcpFeedback): void {
    running?.membership.connection?.sendRtcp([message]);
  }

  function createTrack(kind: 'video' | 'audio', timelineZeroMs: number): TrackRecording {
    const { segmentDurationMs, partDurationMs, retentionMs, liveWindowMs } = options;
    return createTrackRecording({
      kind,
      writer: {
        directory: join(options.directory, kind),
        timelineZeroMs,
        segmentDurationMs,
        partDurationMs,
        retentionMs,
        liveWindowMs,
        onEvent(event) {
          if (event.type !== 'write-failed') return;
          emit({ type: 'gap', fromMs: event.fromMs, toMs: event.toMs, reason: 'disk-full' });
          if (!isDiskFull(event.error)) fail('storage', `The buffer cannot be written (${event.error.code})`);
        },
      },
      keyframePeriodMs: segmentDurationMs,
      sendNack: (ssrc, sequences) => sendRtcp({ type: 'nack', ssrc, sequences }),
      sendPictureLoss: (ssrc) => sendRtcp({ type: 'picture-loss', ssrc }),
      onResumed(wallMs) {
        if (kind === 'video') emit({ type: 'active', sinceMs: wallMs });
      },
      onConfig(config) {
        running?.progress.setConfig(config);
        updateMultivariant();
      },
      // What the sound lacks is silence in every clip.
      onGap(fromMs, toMs, reason) {
        if (kind === 'video') emit({ type: 'gap', fromMs, toMs, reason });
      },
      onUnsupported: (message) => fail('unsupported-codec', message),
    });
  }

  function updateMultivariant(): void {
    playlistWork = playlistWork
      .then(async () => {
        const { configs: { video, audio } = {}, peakBps = 0 } = running?.progress ?? {};
        await writeMultivariantPlaylist(options.directory, {
          ...(video && { video: { config: video, uri: 'video/full.m3u8' } }),
          ...(audio && { audio: [{ config: audio, uri: 'audio/full.m3u8', name: 'Share' }] }),
          bandwidthBps: Math.max(MIN_BANDWIDTH_BPS, peakBps),
        });
      })
      .catch((error: unknown) => {
        if (!isDiskFull(error)) fail('storage', `The playlist cannot be written: ${String(error)}`);
      });
  }

  async function open(): Promise<Running> {
    const { timelineZeroMs } = await openBufferDirectory(options.directory, now());
    const video = createTrack('video', timelineZeroMs);
    const audio = createTrack('audio', timelineZeroMs);
    const progress = createProgressReporter({ video, audio }, emit);
    const receiver = createShareReceiver({
      participantIdentity: options.participantIdentity,
      quality: options.quality,
      tracks: { video, audio },
      onShareEnded: (reason) => emit({ type: 'share-ended', reason }),
      onNotRecordable: fail,
      onStreamRetired: (stats) => progress.retire(stats),
    });
    const membership = createRoomMembership({
      recording: options,
      createTransport: parts.createTransport ?? createWeriftTransport,
      candidates: parts.candidates ?? 'all',
      now,
      receiver,
      emit,
      onFailed: fail,
    });
    let ticks = 0;
    const stopTicks = subscribeToTicks(
      () => onTick(++ticks),
      (error) => membership.startOver(`Internal error: ${String(error)}`),
    );
    return { membership, tracks: [video, audio], progress, stopTicks };
  }

  function onTick(count: number): void {
    if (running === undefined) return;
    const { tracks, progress, membership } = running;
    const { connection } = membership;
    const nowMs = now();
    const roundTripMs = connection?.roundTripMs() ?? 0;
    for (const track of tracks) track.stream?.tick(nowMs, roundTripMs);
    if (count % WRITER_TICKS === 0) for (const track of tracks) track.writerTick(nowMs);
    if (count % REPORT_TICKS !== 0 || connection === undefined) return;
    expireSound(...tracks);
    const reports = tracks.flatMap(({ stream }) => stream?.report(nowMs) ?? []);
    if (reports.length > 0) connection.sendRtcp([{ type: 'receiver-report', reports }]);
    progress.report(nowMs, roundTripMs, connection.transportStats());
  }

  function expireSound(video: TrackRecording, audio: TrackRecording): void {
    const picture = video.stats();
    if (picture !== undefined) audio.expire(picture.bufferedFromMs - SOUND_LEFTOVER_MS);
  }

  async function waitForMedia(tracks: TrackRecording[], untilMs: number, timeoutMs: number): Promise<void> {
    const deadline = now() + timeoutMs;
    const isAwaited = ({ newest }: TrackRecording) =>
      newest !== undefined && newest.wallMs < untilMs && now() - newest.arrivalMs < QUIET_TRACK_MS;
    while (now() < deadline && phase === 'running' && tracks.some(isAwaited)) {
      await new Promise((done) => setTimeout(done, TICK_MS / 2));
    }
  }

  function shutDown(ended: boolean): Promise<void> {
    phase = 'over';
    closing ??= (async () => {
      running?.stopTicks();
      const tracks = running?.tracks ?? [];
      await Promise.allSettled([running?.membership.leave(), ...tracks.map((track) => track.close(ended)), playlistWork]);
    })();
    return closing;
  }

  return {
    async start() {
      if (phase !== 'idle') throw new Error('A recording starts once');
      phase = 'running';
      try {
        running = await open();
        await running.membership.join(START_PATIENCE_MS);
      } catch (error) {
        await shutDown(false);
        throw error;
      }
    },
    async flush(untilMs, timeoutMs) {
      const tracks = running?.tracks ?? [];
      await waitForMedia(tracks, untilMs, timeoutMs);
      const open = await Promise.all(tracks.map(async (track) => ({ track: track.kind, segment: await track.flush(untilMs) })));
      return open.flatMap(({ track, segment }) => (segment === undefined ? [] : [{ ...segment, track }]));
    },
    stop: ({ ended = false } = {}) => shutDown(ended),
  };
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
