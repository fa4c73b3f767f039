import { ReplayError } from '../errors.ts';
import type { OpenSegment, Recorder, Recording, RecordingEvent } from '../ports/recorder.ts';
import type { ClaimedSession, SessionProgress, SessionWork } from '../ports/session-work.ts';

export interface RunSessionDeps {
  work: SessionWork;
  recorder: Recorder;
  buffers: SessionBuffers;
  /** How long a share that ended by itself stays capturable. */
  graceMs: number;
  /** A session without a picture for this long after its start has failed. */
  startTimeoutMs: number;
  now: () => number;
  report: SessionReporter;
}

/** Where the buffers of sessions live. */
export interface SessionBuffers {
  directoryOf(segmentPath: string): string;
  remove(segmentPath: string): Promise<void>;
}

/** Log and metrics. */
export interface SessionReporter {
  started(session: ClaimedSession, egressId: string): void;
  /** `egressId` is the recording's once the recorder took it. */
  event(session: ClaimedSession, event: RecordingEvent, egressId?: string): void;
  failed(session: Pick<ClaimedSession, 'id' | 'requestId'>, error: unknown, egressId?: string): void;
  over(session: ClaimedSession): void;
}

/** One claimed session being recorded. Resolves nothing by itself: the runner calls it each tick. */
export interface SessionRun {
  readonly session: ClaimedSession;
  flush(untilMs: number, timeoutMs: number): Promise<OpenSegment[]>;
  /** Ends the recording and removes the buffer, because the sharer said so. */
  stop(): Promise<void>;
  /** Ends the recording only; the session goes on elsewhere or later. */
  leave(): Promise<void>;
  /** Ends a grace that is over and a start that never got a picture. */
  tick(): Promise<void>;
  readonly isOver: boolean;
  /** Its recorder will not come back by itself; what it recorded is in grace. */
  readonly hasGivenUp: boolean;
}

/** Progress rows are written this often; the buffer itself knows better at any time. */
const PROGRESS_EVERY_MS = 2_000;

/** Records one claimed session and keeps its row true to what happens. */
export function runSession(deps: RunSessionDeps, session: ClaimedSession): SessionRun {
  let recording: Recording | undefined;
  let isOver = false;
  let hasGivenUp = false;
  let egressId: string | undefined;
  let graceUntil = session.graceUntil?.getTime();
  let hasMedia = session.status !== 'starting';
  let progressWrittenAt = 0;
  let unwritten: SessionProgress | undefined;
  const beganAt = deps.now();
  const reportFailed = (error: unknown): void => deps.report.failed(session, error, recording?.egressId);
  // One change of the row at a time, in the order things happened.
  let rows: Promise<unknown> = Promise.resolve();
  const inOrder = (change: () => Promise<unknown>): Promise<void> => {
    const next = rows.then(change).then(() => undefined, reportFailed);
    rows = next;
    return next;
  };

  const started = deps.recorder
    .start({
      sessionId: session.id,
      generation: session.generation,
      roomName: session.roomName,
      participantIdentity: session.userId,
      tracks: {
        ...(session.videoTrackId !== null && { videoTrackId: session.videoTrackId }),
        ...(session.audioTrackId !== null && { audioTrackId: session.audioTrackId }),
      },
      quality: session.quality,
      directory: deps.buffers.directoryOf(session.segmentPath),
      onEvent: (event) => {
        deps.report.event(session, event, recording?.egressId);
        if (!isOver) onEvent(event);
      },
    })
    .then(
      async (value) => {
        recording = value;
        deps.report.started(session, value.egressId);
        await keepEgressId(value);
      },
      (error: unknown) => {
        reportFailed(error);
        return endBadly(error instanceof ReplayError ? error.message : 'The recorder could not be started');
      },
    );

  /** A recording that no row knows would be found by nobody: it is stopped. */
  const keepEgressId = async (value: Recording): Promise<void> => {
    if (value.egressId === egressId || isOver) return;
    const isKept = await deps.work.recorded(session.id, value.egressId).catch((error: unknown) => {
      reportFailed(error);
      return false;
    });
    if (isKept) egressId = value.egressId;
    else {
      isOver = true;
      await value.stop();
    }
  };

  const onEvent = (event: RecordingEvent): void => {
    switch (event.type) {
      case 'active':
        hasMedia = true;
        graceUntil = undefined;
        void inOrder(async () => {
          // A recorder that began anew may have another id.
          if (recording) await keepEgressId(recording);
          await deps.work.active(session.id);
        });
        return;
      case 'media':
        void inOrder(() => deps.work.media(session.id, event.media));
        return;
      case 'progress':
        unwritten = event;
        if (deps.now() - progressWrittenAt >= PROGRESS_EVERY_MS) writeProgress();
        return;
      case 'share-ended':
        enterGrace(event.reason);
        return;
      case 'failed':
        hasGivenUp = true;
        // What was recorded before can still be captured, so a failure after media is a share that ended.
        if (hasMedia) enterGrace(event.message);
        else void endBadly(event.message);
        return;
      case 'gap':
        void inOrder(() => deps.work.gap(session, event));
        return;
      case 'reconnecting':
        void inOrder(() => deps.work.gap(session, { fromMs: deps.now(), toMs: null, reason: event.reason }));
        return;
    }
  };

  const writeProgress = (): void => {
    const progress = unwritten;
    if (!progress) return;
    unwritten = undefined;
    progressWrittenAt = deps.now();
    void inOrder(() => deps.work.progress(session.id, progress));
  };

  const enterGrace = (reason: string): void => {
    if (graceUntil !== undefined || !hasMedia) return;
    // A capture in the grace ends where the row says the buffer does.
    writeProgress();
    const until = deps.now() + deps.graceMs;
    graceUntil = until;
    void inOrder(() => deps.work.grace(session.id, new Date(until), reason));
  };

  const endRecording = async (): Promise<void> => {
    isOver = true;
    await started;
    await recording?.stop();
  };

  const endBadly = async (reason: string): Promise<void> => {
    isOver = true;
    await inOrder(() => deps.work.failed(session.id, reason));
    await recording?.stop();
    await deps.buffers.remove(session.segmentPath);
  };

  const giveUp = async (reason: string): Promise<void> => {
    reportFailed(new Error(reason));
    await endBadly(reason);
  };

  const finish = async (): Promise<void> => {
    await endRecording();
    await deps.buffers.remove(session.segmentPath);
    await inOrder(() => deps.work.finished(session.id));
    deps.report.over(session);
  };

  return {
    session,
    flush: async (untilMs, timeoutMs) => (await started, (await recording?.flush(untilMs, timeoutMs)) ?? []),
    stop: finish,
    leave: async () => {
      await endRecording();
      await rows;
    },
    tick: async () => {
      if (isOver) return;
      if (graceUntil !== undefined && deps.now() >= graceUntil) await finish();
      else if (!hasMedia && deps.now() - beganAt >= deps.startTimeoutMs) await giveUp('No picture arrived from the share');
    },
    get isOver() {
      return isOver;
    },
    get hasGivenUp() {
      return hasGivenUp;
    },
  };
}
