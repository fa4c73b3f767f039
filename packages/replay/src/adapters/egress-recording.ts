import { chmod, mkdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { bufferedRange } from '../buffer/buffer-track.ts';
import { coalesceCalls } from '../coalesce-calls.ts';
import { ReplayError } from '../errors.ts';
import type { CallRooms, PublishedShare } from '../ports/call-rooms.ts';
import type { RecordingEvent, RecordingRequest } from '../ports/recorder.ts';
import type { EgressApi } from './egress-api.ts';
import { readEgressSession, setPlaylistsAside } from './egress-buffer-files.ts';
import { pictureOfQuality } from './egress-request.ts';

export interface EgressRecordingDeps {
  api: EgressApi;
  /** The sharer's screen share now; null: none. */
  findShare: CallRooms['findShare'];
  segmentDurationMs: number;
  now: () => number;
}

/** One session's recording by Egress, over as many runs of Egress as its share has lives. */
export interface EgressRecording {
  readonly egressId: string;
  /** Reads the playlists; every few calls, or when `isHinted`, asks LiveKit too. Overlapping calls are one. */
  tick(isHinted?: boolean): Promise<void>;
  flush(untilMs: number, timeoutMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** Runs within one claim of a session; each has file names of its own. */
const RUNS_PER_CLAIM = 1_000;
const ASK_EVERY_MS = 4_000;
/** A recorder that lists nothing new for so many segments, and at least so long, does not live, whatever LiveKit says. */
const STALL_SEGMENTS = 4;
const STALL_AT_LEAST_MS = 15_000;
const RESTART_PAUSE_MS = 3_000;
const FLUSH_POLL_MS = 200;
/** The last segments of a stopped Egress are on disk within half a second. */
const END_TIMEOUT_MS = 5_000;
const END_POLL_MS = 150;

/**
 * Begins the first run, or goes on with the one that a dead worker left behind.
 * @throws ReplayError NO_RECORDER_CAPACITY, NOT_SHARING, LIVEKIT_UNREACHABLE
 */
export async function startEgressRecording(deps: EgressRecordingDeps, request: RecordingRequest): Promise<EgressRecording> {
  const { api, now } = deps;
  const { directory, roomName, onEvent } = request;
  // Egress runs as a user of its own on the same volume.
  await mkdir(directory, { recursive: true });
  await chmod(directory, 0o777);

  let phase: 'running' | 'waiting' | 'over' | 'stopped' = 'running';
  let run = request.generation * RUNS_PER_CLAIM;
  let egressId: string;
  let runBeganAt = now();
  let bufferedToMs = 0;
  let grewAt = now();
  let isActive = false;
  let askedAt = 0;
  let triedAt = 0;

  const begin = async (tracks: RecordingRequest['tracks']): Promise<string> => {
    await setPlaylistsAside(directory);
    run += 1;
    runBeganAt = now();
    grewAt = runBeganAt;
    isActive = false;
    return await api.start(request, tracks, run);
  };

  const [left] = await api.listOfSession(roomName, request.sessionId);
  egressId = left?.egressId ?? (await begin(request.tracks));

  const emit = (event: RecordingEvent): void => {
    if (phase !== 'stopped') onEvent(event);
  };
  const fail = (event: Extract<RecordingEvent, { type: 'failed' }>): void => {
    emit(event);
    phase = 'over';
  };
  const endShare = (reason: string): void => {
    emit({ type: 'share-ended', reason });
    phase = 'waiting';
    triedAt = now();
  };

  const readBuffer = async (): Promise<void> => {
    const range = bufferedRange(await readEgressSession(directory));
    if (!range) return;
    const { startAt, endAt, bytes } = range;
    if (endAt > bufferedToMs) {
      bufferedToMs = endAt;
      grewAt = now();
      const bitrateBps = (bytes * 8000) / Math.max(1, endAt - startAt);
      emit({ type: 'progress', bufferedFromMs: startAt, bufferedToMs: endAt, bufferBytes: bytes, bitrateBps });
      if (!isActive && phase === 'running') {
        isActive = true;
        emit({ type: 'active', sinceMs: Math.max(startAt, runBeganAt) });
        emit({
          type: 'media',
          media: { video: { codec: 'avc1.4d4028', ...pictureOfQuality[request.quality] }, audio: { codec: 'mp4a.40.2' } },
        });
      }
    }
  };

  const askLiveKit = async (): Promise<void> => {
    const outcome = await api.look(egressId);
    if (phase !== 'running') return;
    if (outcome.state === 'failed') fail({ type: 'failed', code: outcome.code, message: outcome.message });
    else if (outcome.state === 'ended') endShare(outcome.reason);
    else if (outcome.state === 'gone')
      fail({ type: 'failed', code: 'recorder-lost', message: 'LiveKit does not know the recording any more' });
    else await checkShare();
  };

  /** Egress stays ACTIVE when only the picture ends, and for ever when its service was killed. */
  const checkShare = async (): Promise<void> => {
    if (!(await findShare())) {
      endShare('The share has ended');
      await api.stop(egressId);
    } else if (isActive && now() - grewAt > Math.max(STALL_AT_LEAST_MS, STALL_SEGMENTS * deps.segmentDurationMs)) {
      fail({ type: 'failed', code: 'recorder-lost', message: 'The recording does not go on' });
      await api.stop(egressId);
    }
  };

  const findShare = (): Promise<PublishedShare | null> => deps.findShare(roomName, request.participantIdentity);

  /** A sharer who comes back is recorded again, in the same buffer. */
  const resume = async (): Promise<void> => {
    if (now() - triedAt < RESTART_PAUSE_MS) return;
    triedAt = now();
    const share = await findShare();
    if (!share) return;
    try {
      egressId = await begin(share);
      phase = 'running';
    } catch (error) {
      // No room now: there may be some before the grace is over.
      if (!(error instanceof ReplayError)) throw error;
    }
  };

  let isHintedNow = false;
  const tick = coalesceCalls(async () => {
    if (phase === 'stopped' || phase === 'over') return;
    await readBuffer();
    if (phase === 'waiting') await resume();
    else if (isHintedNow || now() - askedAt >= ASK_EVERY_MS) {
      isHintedNow = false;
      askedAt = now();
      await askLiveKit();
    }
  });

  return {
    get egressId() {
      return egressId;
    },
    tick: (isHinted = false) => {
      isHintedNow ||= isHinted;
      return tick();
    },
    flush: async (untilMs, timeoutMs) => {
      const deadline = now() + timeoutMs;
      await readBuffer();
      while (bufferedToMs < untilMs && phase === 'running' && now() < deadline) {
        await delay(FLUSH_POLL_MS);
        await readBuffer();
      }
    },
    stop: async () => {
      if (phase === 'stopped') return;
      const before = phase;
      phase = 'stopped';
      if (before === 'over') return;
      if (before === 'running') await api.stop(egressId);
      // What it still writes would bring a removed buffer back.
      const deadline = now() + END_TIMEOUT_MS;
      while ((await api.look(egressId)).state === 'running' && now() < deadline) await delay(END_POLL_MS);
    },
  };
}
