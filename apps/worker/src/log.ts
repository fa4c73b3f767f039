import { type Logger, pino } from 'pino';
import { ReplayError } from '@reprise/replay';
import { type CaptureFilesOptions, type CaptureReporter, ConcatenationError, type SessionReporter } from '@reprise/replay/server';
import type { WorkerMetrics } from './metrics/create-worker-metrics.ts';

/** JSON lines on stdout; the texts are the ones operators search for. */
export function createLog(level: string): Logger {
  return pino({ name: 'worker', level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

interface Traced {
  id: string;
  requestId?: string | null;
}

/** Whoever follows a request from the browser finds its id here again. */
const ofRequest = ({ requestId }: Traced) => (requestId ? { requestId } : {});
const ofSession = (session: Traced) => ({ sessionId: session.id, ...ofRequest(session) });
const ofCapture = (capture: Traced) => ({ captureId: capture.id, ...ofRequest(capture) });

/** What operators read as `error`: the first cause that says more than that something failed. The whole chain is in `err`. */
function causeText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const saysLittle = error instanceof ReplayError || error.message === 'fetch failed';
  return saysLittle && error.cause !== undefined ? causeText(error.cause) || error.message : error.message;
}

/** Tells the life of sessions. */
export function reportSessions(log: Logger, metrics: WorkerMetrics): SessionReporter {
  return {
    started: (session, egressId) =>
      log.info(
        { ...ofSession(session), userId: session.userId, roomName: session.roomName, egressId, generation: session.generation },
        'Replay buffer started',
      ),
    event: (session, event, egressId = session.id) => {
      if (event.type === 'progress') {
        metrics.buffered(session.id, event);
        log.trace({ ...ofSession(session), ...event }, 'Replay buffer grows');
      } else if (event.type === 'failed') {
        metrics.failed('egress_failed');
        log.error({ ...ofSession(session), egressId, code: event.code, error: event.message }, 'Egress session failed');
      } else log.info({ ...ofSession(session), ...event }, 'Replay buffer event');
    },
    failed: (session, error, egressId = session.id) => {
      metrics.failed('egress_failed');
      log.error({ ...ofSession(session), egressId, error: causeText(error), err: error }, 'Egress session failed');
    },
    over: (session) => {
      metrics.sessionOver(session.id);
      log.info(ofSession(session), 'Replay buffer over');
    },
  };
}

/** Tells the life of captures; `tool` is what cuts. */
export function reportCaptures(
  log: Logger,
  metrics: WorkerMetrics,
  tool: 'cutter' | 'ffmpeg',
): CaptureReporter & { damaged: CaptureFilesOptions['onDamaged'] } {
  return {
    found: (capture, segmentCount) => log.debug({ ...ofCapture(capture), segmentCount }, `Found ${segmentCount} segments`),
    damaged: (capture, paths) => log.warn({ ...ofCapture(capture), segments: paths }, 'Damaged segments were skipped'),
    step: (captureId, step, durationMs) => {
      metrics.captureStep(step, durationMs);
      if (step === 'cut') metrics.cutDone(tool, durationMs);
      log.debug({ captureId, step, durationMs }, 'Capture step done');
    },
    done: (capture, clip, durationMs) => {
      const details = { ...ofCapture(capture), userId: capture.userId, duration: clip.durationSeconds, size: clip.sizeBytes, durationMs };
      // Nobody pressed: it would spoil what the metrics say about captures.
      if (capture.trimOf) {
        log.info({ ...details, sourceClipId: capture.trimOf.clipId }, 'Clip trimmed');
        return;
      }
      metrics.captureDone(durationMs, capture.requestedEnd.getTime() - clip.actual.endAt);
      log.info(details, 'Replay captured');
    },
    failed: (capture, error) => {
      const { cause } = error;
      if (error.code === 'CAPTURE_CANCELLED') log.info(ofCapture(capture), 'Capture cancelled');
      // A press in a break of the share: nothing of ours failed.
      else if (error.code === 'NO_SEGMENTS') log.info(ofCapture(capture), 'Nothing to capture');
      else if (cause instanceof ConcatenationError) {
        metrics.failed('ffmpeg_failed');
        const { segmentCount } = cause;
        log.error({ ...ofCapture(capture), error: causeText(cause.cause), segmentCount, err: error }, cause.message);
      } else {
        metrics.failed('capture_failed');
        log.error({ ...ofCapture(capture), err: error, cause }, 'Replay cut failed');
      }
    },
  };
}
