import { type Logger, pino } from 'pino';
import { type CaptureReporter, ConcatenationError, type SessionReporter } from '@reprise/replay/server';
import type { WorkerMetrics } from './metrics/create-worker-metrics.ts';

/** JSON lines on stdout; the texts are the ones operators search for. */
export function createLog(level: string): Logger {
  return pino({ name: 'worker', level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** Tells the life of sessions. */
export function reportSessions(log: Logger, metrics: WorkerMetrics): SessionReporter {
  return {
    started: (session, egressId) =>
      log.info(
        { sessionId: session.id, userId: session.userId, roomName: session.roomName, egressId, generation: session.generation },
        'Replay buffer started',
      ),
    event: (session, event) => {
      if (event.type === 'progress') {
        metrics.buffered(session.id, event);
        log.trace({ sessionId: session.id, ...event }, 'Replay buffer grows');
      } else if (event.type === 'failed') {
        metrics.failed('egress_failed');
        log.error({ sessionId: session.id, ...event, error: event.message }, 'Egress session failed');
      } else log.info({ sessionId: session.id, ...event }, 'Replay buffer event');
    },
    failed: (session, error) => {
      metrics.failed('egress_failed');
      log.error({ sessionId: session.id, err: error }, 'Egress session failed');
    },
    over: (session) => {
      metrics.sessionOver(session.id);
      log.info({ sessionId: session.id }, 'Replay buffer over');
    },
  };
}

/** Tells the life of captures; `tool` is what cuts. */
export function reportCaptures(log: Logger, metrics: WorkerMetrics, tool: 'cutter' | 'ffmpeg'): CaptureReporter {
  return {
    step: (captureId, step, durationMs) => {
      metrics.captureStep(step, durationMs);
      if (step === 'cut') metrics.cutDone(tool, durationMs);
      log.debug({ captureId, step, durationMs }, 'Capture step done');
    },
    done: (capture, clip, durationMs) => {
      const details = { captureId: capture.id, userId: capture.userId, duration: clip.durationSeconds, size: clip.sizeBytes, durationMs };
      // Nobody pressed: it would spoil what the metrics say about captures.
      if (capture.trimOf) return log.info({ ...details, sourceClipId: capture.trimOf.clipId }, 'Clip trimmed');
      metrics.captureDone(durationMs, capture.requestedEnd.getTime() - clip.actual.endAt);
      log.info(details, 'Replay captured');
    },
    failed: (capture, error) => {
      const { cause } = error;
      if (error.code === 'CAPTURE_CANCELLED') log.info({ captureId: capture.id }, 'Capture cancelled');
      else if (cause instanceof ConcatenationError) {
        metrics.failed('ffmpeg_failed');
        log.error({ captureId: capture.id, error: cause.cause, segmentCount: cause.segmentCount }, cause.message);
      } else {
        metrics.failed('capture_failed');
        log.error({ captureId: capture.id, err: error, cause }, 'Replay cut failed');
      }
    },
  };
}
