import { join } from 'node:path';
import { openBufferDirectory, writeMultivariantPlaylist } from './cmaf/buffer-directory.ts';
import type { TrackWriterEvent } from './cmaf/track-writer.ts';
import { createProgressReporter } from './progress-reporter.ts';
import type { Recording, RecordingEvent, RecordingOptions } from './recording.ts';
import { subscribeToTicks, TICK_MS } from './shared-ticker.ts';
import { createShareReceiver } from './share-receiver.ts';
import { backOffMs } from './signal/back-off.ts';
import { LiveKitRefusedError } from './signal/livekit-refused-error.ts';
import { joinRoom, type RoomConnection } from './signal/room-connection.ts';
import { createTrackRecording, type TrackRecording } from './track-recording.ts';
import type { MediaTransportFactory, RtcpFeedback } from './transport/media-transport.ts';
import { createWeriftTransport } from './transport/werift-transport.ts';

/** How long `start` tries to reach LiveKit before it rejects. */
const START_PATIENCE_MS = 10_000;
/** How long a running recording tries to get back before it gives up. */
const REJOIN_PATIENCE_MS = 10 * 60_000;
/** A connection that lasted this long was a good one: the next loss starts with a short wait again. */
const STABLE_MS = 10_000;
const WRITER_TICKS = 100 / TICK_MS;
const REPORT_TICKS = 1000 / TICK_MS;
/** A track without media for this long has nothing in flight that a flush could wait for. */
const QUIET_TRACK_MS = 1_000;
/** Bits a second that the multivariant playlist promises at least. */
const MIN_BANDWIDTH_BPS = 8_000_000;

/** What a recording is made of besides its options; replaced by tests only. */
export interface RecordingParts {
  createTransport?: MediaTransportFactory;
  candidates?: 'all' | 'tcp';
}

type FailureCode = Extract<RecordingEvent, { type: 'failed' }>['code'];

/** Makes a recording of one person's screen share; nothing happens before `start`. */
export function createRecording(options: RecordingOptions, parts: RecordingParts = {}): Recording {
  const now = options.now ?? Date.now;
  const emit = options.onEvent;
  let phase: 'idle' | 'running' | 'over' = 'idle';
  let generation = options.firstGeneration;
  let connection: RoomConnection | undefined;
  let tracks: { video: TrackRecording; audio: TrackRecording } | undefined;
  let stopTicks: (() => void) | undefined;
  let closing: Promise<void> | undefined;
  let joinedAtMs = 0;

  function fail(code: FailureCode, message: string): void {
    if (phase === 'over') return;
    emit({ type: 'failed', code, message });
    void shutDown(false);
  }

  function onWriterEvent(event: TrackWriterEvent): void {
    if (event.type !== 'write-failed') return;
    const { fromMs, toMs, error } = event;
    emit({ type: 'gap', fromMs, toMs, reason: 'disk-full' });
    if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') fail('storage', `The buffer cannot be written (${error.code})`);
  }

  function sendRtcp(message: RtcpFeedback): void {
    connection?.sendRtcp([message]);
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
        onEvent: onWriterEvent,
      },
      keyframePeriodMs: segmentDurationMs,
      sendNack: (ssrc, sequences) => sendRtcp({ type: 'nack', ssrc, sequences }),
      sendPictureLoss: (ssrc) => sendRtcp({ type: 'picture-loss', ssrc }),
      onResumed: (wallMs) => {
        if (kind === 'video') emit({ type: 'active', sinceMs: wallMs });
      },
      onConfig: (config) => {
        progress?.setConfig(config);
        updateMultivariant();
      },
      onGap: (fromMs, toMs, reason) => {
        if (kind === 'video') emit({ type: 'gap', fromMs, toMs, reason });
      },
      onUnsupported: (message) => fail('unsupported-codec', message),
    });
  }

  let progress: ReturnType<typeof createProgressReporter> | undefined;
  let receiver: ReturnType<typeof createShareReceiver> | undefined;
  let playlistWork: Promise<void> = Promise.resolve();

  function updateMultivariant(): void {
    playlistWork = playlistWork.then(async () => {
      const { video, audio } = progress?.configs ?? {};
      await writeMultivariantPlaylist(options.directory, {
        ...(video && { video: { config: video, uri: 'video/full.m3u8' } }),
        ...(audio && { audio: [{ config: audio, uri: 'audio/full.m3u8', name: 'Share' }] }),
        bandwidthBps: Math.max(MIN_BANDWIDTH_BPS, progress?.peakBps ?? 0),
      });
    });
    playlistWork = playlistWork.catch((error: unknown) => {
      if (!isDiskFull(error)) fail('storage', `The playlist cannot be written: ${String(error)}`);
    });
  }

  async function open(): Promise<void> {
    const { timelineZeroMs } = await openBufferDirectory(options.directory, now());
    const both = { video: createTrack('video', timelineZeroMs), audio: createTrack('audio', timelineZeroMs) };
    tracks = both;
    progress = createProgressReporter([both.video, both.audio], emit);
    receiver = createShareReceiver({
      participantIdentity: options.participantIdentity,
      quality: options.quality,
      tracks: both,
      onShareEnded: (reason) => emit({ type: 'share-ended', reason }),
      onNotRecordable: fail,
      onStreamRetired: (stats) => progress?.retire(stats),
    });
    let ticks = 0;
    stopTicks = subscribeToTicks(() => onTick(++ticks), onInternalError);
  }

  function onTick(count: number): void {
    const nowMs = now();
    const roundTripMs = connection?.roundTripMs() ?? 0;
    for (const track of allTracks()) track.stream?.tick(nowMs, roundTripMs);
    if (count % WRITER_TICKS === 0) for (const track of allTracks()) track.writerTick(nowMs);
    if (count % REPORT_TICKS !== 0) return;
    const reports = allTracks().flatMap(({ stream }) => stream?.report(nowMs) ?? []);
    if (reports.length > 0) sendRtcp({ type: 'receiver-report', reports });
    if (connection !== undefined) progress?.report(nowMs, roundTripMs, connection.transportStats());
  }

  function allTracks(): TrackRecording[] {
    return tracks === undefined ? [] : [tracks.video, tracks.audio];
  }

  /** A mistake of ours in one recording: its connection begins anew, the others never notice. */
  function onInternalError(error: unknown): void {
    const broken = connection;
    connection = undefined;
    void broken?.close();
    lost(`Internal error: ${String(error)}`);
  }

  function guarded<Args extends unknown[]>(handle: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      if (phase !== 'running') return;
      try {
        handle(...args);
      } catch (error) {
        onInternalError(error);
      }
    };
  }

  async function joinOnce(): Promise<void> {
    const own = generation++;
    const isCurrent = () => own === generation - 1;
    const joined = await joinRoom({
      url: options.url,
      createToken: () => options.createToken(`${options.identityPrefix}-${own}`),
      createTransport: parts.createTransport ?? createWeriftTransport,
      candidates: parts.candidates ?? 'all',
      now,
      events: {
        onParticipants: guarded((participants) => isCurrent() && receiver?.onParticipants(participants)),
        onSections: guarded((sections) => isCurrent() && receiver?.onSections(sections)),
        onStreamState: guarded((sid, paused) => isCurrent() && receiver?.onStreamState(sid, paused)),
        onTrackUnpublished: () => undefined,
        onRtp: guarded((...packet) => isCurrent() && receiver?.onRtp(...packet)),
        onSenderReport: guarded((...report) => isCurrent() && receiver?.onSenderReport(...report)),
        onSignal: (state, reason) => {
          if (state === 'lost' && phase === 'running') emit({ type: 'reconnecting', reason });
          if (state === 'resumed' && phase === 'running') emit({ type: 'joined', generation: own });
        },
        onLost: (outcome, reason) => {
          if (!isCurrent() || phase !== 'running') return;
          if (outcome.next === 'stop') fail(outcome.code, reason);
          else lost(reason);
        },
      },
    });
    if (isOver()) return await joined.close();
    connection = joined;
    joinedAtMs = now();
    emit({ type: 'joined', generation: own });
    receiver?.setConnection(joined);
  }

  function isOver(): boolean {
    return phase === 'over';
  }

  function lost(reason: string): void {
    if (phase !== 'running') return;
    const wasStable = now() - joinedAtMs > STABLE_MS;
    connection = undefined;
    receiver?.setConnection(undefined);
    emit({ type: 'reconnecting', reason });
    void joinUntil(now() + REJOIN_PATIENCE_MS, wasStable ? 0 : 2).catch((error: unknown) => {
      fail('livekit-unreachable', `LiveKit could not be reached again: ${messageOf(error)}`);
    });
  }

  /** Joins, trying again until `deadlineMs`. */
  async function joinUntil(deadlineMs: number, firstAttempt: number, giveUpWhenRefused = false): Promise<void> {
    for (let attempt = firstAttempt; ; attempt++) {
      if (attempt > 0) await new Promise((done) => setTimeout(done, backOffMs(attempt - 1)));
      if (isOver()) return;
      try {
        return await joinOnce();
      } catch (error) {
        const refused = giveUpWhenRefused && error instanceof LiveKitRefusedError;
        if (refused || now() >= deadlineMs) throw error;
      }
    }
  }

  async function waitForMedia(untilMs: number, timeoutMs: number): Promise<void> {
    const deadline = now() + timeoutMs;
    const isAwaited = ({ newest }: TrackRecording) =>
      newest !== undefined && newest.wallMs < untilMs && now() - newest.arrivalMs < QUIET_TRACK_MS;
    while (now() < deadline && phase === 'running' && allTracks().some(isAwaited)) {
      await new Promise((done) => setTimeout(done, TICK_MS / 2));
    }
  }

  function shutDown(ended: boolean): Promise<void> {
    phase = 'over';
    closing ??= (async () => {
      stopTicks?.();
      const last = connection;
      connection = undefined;
      await Promise.allSettled([last?.close(), ...allTracks().map((track) => track.close(ended)), playlistWork]);
    })();
    return closing;
  }

  return {
    async start() {
      if (phase !== 'idle') throw new Error('A recording starts once');
      phase = 'running';
      try {
        await open();
        await joinUntil(now() + START_PATIENCE_MS, 0, true);
      } catch (error) {
        await shutDown(false);
        throw error;
      }
    },
    async flush(untilMs, timeoutMs) {
      await waitForMedia(untilMs, timeoutMs);
      const open = await Promise.all(
        allTracks().map(async (track) => ({ track: track.kind, segment: await track.flush(untilMs) })),
      );
      return open.flatMap(({ track, segment }) => (segment === undefined ? [] : [{ ...segment, track }]));
    },
    stop: ({ ended = false } = {}) => shutDown(ended),
  };
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
