import { type Logger, pino } from 'pino';
import type { CaptureReporter } from '@reprise/replay/server';
import type { SessionReporter } from '@reprise/replay/server';

/** JSON lines on stdout; the texts are the ones operators search for. */
export function createLog(level: string): Logger {
  return pino({ name: 'worker', level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** Tells the life of sessions. */
export function reportSessions(log: Logger): SessionReporter {
  return {
    started: (session) =>
      log.info(
        { sessionId: session.id, userId: session.userId, roomName: session.roomName, generation: session.generation },
        'Replay buffer started',
      ),
    event: (session, event) => {
      if (event.type === 'progress') log.trace({ sessionId: session.id, ...event }, 'Replay buffer grows');
      else if (event.type === 'failed') log.error({ sessionId: session.id, ...event }, 'Egress session failed');
      else log.info({ sessionId: session.id, ...event }, 'Replay buffer event');
    },
    failed: (session, error) => log.error({ sessionId: session.id, err: error }, 'Egress session failed'),
    over: (session) => log.info({ sessionId: session.id }, 'Replay buffer over'),
  };
}

/** Tells the life of captures. */
export function reportCaptures(log: Logger): CaptureReporter {
  return {
    step: (captureId, step, durationMs) => log.debug({ captureId, step, durationMs }, 'Capture step done'),
    done: (capture, clip, durationMs) =>
      log.info(
        { captureId: capture.id, userId: capture.userId, duration: clip.durationSeconds, size: clip.sizeBytes, durationMs },
        'Replay captured',
      ),
    failed: (capture, error) => {
      if (error.code === 'CAPTURE_CANCELLED') log.info({ captureId: capture.id }, 'Capture cancelled');
      else log.error({ captureId: capture.id, err: error, cause: error.cause }, 'Replay cut failed');
    },
  };
}
