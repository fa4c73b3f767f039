import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createShardPool } from '@reprise/recorder/shards';
import {
  createCaptureFiles,
  createDirectRecorder,
  createLiveKitCallTokens,
  createMediaTools,
  createRecorderToken,
  createSessionBuffers,
} from '@reprise/replay/server';
import { CommandError, type CommandContext } from '../command.ts';

/** What a share of our own went through, from its picture to the finished clip. Times in ms. */
export interface ShareMeasurement {
  /** From the press back to the newest frame in the clip. */
  tailMs: number;
  /** Sound against picture; positive: the sound comes later. Null: too little of either was sent to tell. */
  avOffset: { medianMs: number; p95Ms: number } | null;
  /** Of one core, for this recording, as the recorder's own process measured it. */
  cpuShare: number;
  pressToFileMs: number;
  clip: { durationSeconds: number; sizeBytes: number; complete: boolean };
}

const RECORD_MS = 8_000;
const PATIENCE_MS = 40_000;
const IN_FLIGHT_MS = 400;
const PART_MS = 500;
const LOOK_EVERY_MS = 250;
/** Beside the rooms; nobody else looks there. */
const OWN_DIRECTORY = '.doctor';

/**
 * Publishes a share with a clock in its picture and a beep, records it with our own recorder into the real directories, captures
 * it, and reads the clock back from the clip. No row is written and nothing is left.
 * @throws Error when any step fails
 */
export async function measureShare({
  env: { replay: env },
  say,
  signal,
}: Pick<CommandContext, 'env' | 'say' | 'signal'>): Promise<ShareMeasurement> {
  // Native code, loaded only when it is asked for.
  const { disposeSyntheticShares, measureAvOffset, readClipClock, startSyntheticShare } = await import('@reprise/synthetic-share');
  const id = randomUUID();
  const roomName = `doctor-${id}`;
  const identity = `doctor-${id}`;
  const bufferRoot = join(env.paths.buffer, OWN_DIRECTORY);
  const storageRoot = join(env.paths.storage, OWN_DIRECTORY);
  const buffers = createSessionBuffers(bufferRoot);
  const segmentPath = join(roomName, identity, id);
  const pool = createShardPool({ shards: 1, recordingsPerShard: 1 });
  const url = env.liveKit.url.replace(/^http/, 'ws');
  const recorder = createDirectRecorder({
    pool,
    livekitUrl: url,
    createToken: (room, name) => createRecorderToken(env.liveKit, room, name),
    segmentDurationMs: env.segmentDurationMs,
    partDurationMs: PART_MS,
    retentionMs: env.retentionMs,
    liveWindowMs: env.retentionMs,
  });
  const files = createCaptureFiles({
    ...{ buffers, bufferRoot, storageRoot, mediaTools: createMediaTools() },
    onDamaged: (_capture, paths) => say(`${paths.length} segments of it cannot be read`),
  });
  const token = await createLiveKitCallTokens({ ...env.liveKit, url }).createToken({ roomName, identity, name: 'doctor' });
  const share = await startSyntheticShare({ url, token, width: 1280, height: 720 });
  try {
    const { videoTrackSid: videoTrackId, audioTrackSid } = share;
    const tracks = { videoTrackId, ...(audioTrackSid !== undefined && { audioTrackId: audioTrackSid }) };
    let bufferedMs = 0;
    let failure: string | undefined;
    const recording = await recorder.start({
      sessionId: id,
      roomName,
      participantIdentity: identity,
      tracks,
      quality: '1080p',
      directory: buffers.directoryOf(segmentPath),
      generation: 1,
      onEvent: (event) => {
        if (event.type === 'progress') bufferedMs = event.bufferedToMs - event.bufferedFromMs;
        if (event.type === 'failed') failure = event.message;
      },
    });
    say(`Recording a share of our own for ${RECORD_MS / 1000} s`);
    const loads: number[] = [];
    const deadline = performance.now() + PATIENCE_MS;
    while (bufferedMs < RECORD_MS) {
      signal.throwIfAborted();
      if (failure !== undefined) throw new CommandError(failure);
      if (performance.now() > deadline) throw new CommandError(`only ${bufferedMs} ms of it were recorded in ${PATIENCE_MS / 1000} s`);
      await delay(LOOK_EVERY_MS);
      loads.push(...pool.stats().map((load) => load.cpuShare));
    }
    const pressMs = Date.now();
    const open = await recording.flush(pressMs, IN_FLIGHT_MS);
    const window = { requestedStart: new Date(pressMs - RECORD_MS), requestedEnd: new Date(pressMs) };
    const capture = { id, sessionId: id, userId: identity, segmentPath, ...window, attempts: 1 };
    const pinned = await files.pin(capture, open);
    const clip = await files.cut(capture, pinned, { signal, onProgress: () => undefined });
    const pressToFileMs = Date.now() - pressMs;
    await recording.stop();
    const clocks = (await readClipClock(clip.path)).flatMap((frame) => frame.clockMs ?? []);
    if (clocks.length === 0) throw new CommandError('the clip shows no frame of the share');
    const avOffset = await measureAvOffset(clip.path).then(
      ({ medianMs, p95AbsoluteMs }) => ({ medianMs, p95Ms: p95AbsoluteMs }),
      // Without a flash and a beep of the same second there is nothing to compare.
      () => null,
    );
    return {
      tailMs: pressMs - Math.max(...clocks),
      avOffset,
      cpuShare: median(loads),
      pressToFileMs,
      clip: { durationSeconds: clip.durationSeconds, sizeBytes: clip.sizeBytes, complete: clip.complete },
    };
  } finally {
    await share.stop();
    await recorder.close();
    await disposeSyntheticShares();
    await Promise.all([bufferRoot, storageRoot].map((directory) => rm(directory, { recursive: true, force: true })));
  }
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
