import { ntpToUnixMs } from './ntp.ts';
import type { PublisherClock } from './publisher-clock.ts';
import { createWindowedMinimum } from './windowed-minimum.ts';

/** A sender report that contradicts the last ones by more than this belongs to a new relation. */
const STEP_MS = 30;
/** Share of a smaller deviation that is followed; the reports of browsers jitter by some ms. */
const FOLLOW = 0.25;
/** A frame that would come from this far in the future shows that its relation is no longer true. */
const FUTURE_MS = 200;
/** Longest honest delay of the first frame after a pause; one that seems older had its RTP clock held back. */
const PAUSE_LAG_MS = 1_000;

/** No network delays a frame by this much. */
const MAX_LAG_MS = 15_000;

/**
 * Server wall time of one RTP stream's frames: RTP to the publisher's clock by its sender reports,
 * then to ours by the shared PublisherClock. Until the first report the least of the recent
 * (arrival - RTP time) stands in for both.
 */
export interface TrackClock {
  /** @param rtpTime extended like the frames' */
  onSenderReport(ntpTime: bigint, rtpTime: number, arrivalMs: number): void;
  /** Wall time of a frame whose first packet arrived at `arrivalMs`. */
  toWallMs(rtpTime: number, arrivalMs: number): number;
  /** The stream was paused (mute, layer switch): its RTP clock may stand elsewhere now. */
  onPause(): void;
  /** Where the last answer came from; for statistics and tests. */
  readonly source: 'arrival' | 'sender-report';
}

interface Anchor {
  publisherMs: number;
  rtpTime: number;
}

/** @param clockRate RTP ticks a second */
export function createTrackClock(clockRate: number, publisher: PublisherClock): TrackClock {
  const local = createWindowedMinimum(1_000, 10);
  let anchor: Anchor | undefined;
  let verifyAfterPause = false;
  let publisherNearMs: number | undefined;
  let source: TrackClock['source'] = 'arrival';

  function predict(from: Anchor, rtpTime: number): number {
    return from.publisherMs + ((rtpTime - from.rtpTime) / clockRate) * 1000;
  }

  function dropAnchor(): void {
    anchor = undefined;
    local.clear();
  }

  function byArrival(rtpTime: number, arrivalMs: number): number {
    const mediaMs = (rtpTime / clockRate) * 1000;
    local.add(arrivalMs, arrivalMs - mediaMs);
    source = 'arrival';
    return mediaMs + (local.minimum() ?? arrivalMs - mediaMs);
  }

  return {
    get source() {
      return source;
    },
    onSenderReport(ntpTime, rtpTime, arrivalMs) {
      // The publisher's clock may be far off ours, so later reports are read near the earlier ones.
      const publisherMs = ntpToUnixMs(ntpTime, publisherNearMs ?? arrivalMs);
      publisherNearMs = publisherMs;
      publisher.addReport(publisherMs, arrivalMs);
      const error = anchor === undefined ? undefined : publisherMs - predict(anchor, rtpTime);
      if (error === undefined || Math.abs(error) > STEP_MS) {
        if (error !== undefined) publisher.noteStep(arrivalMs);
        anchor = { publisherMs, rtpTime };
        verifyAfterPause = false;
      } else anchor = { publisherMs: publisherMs - error * (1 - FOLLOW), rtpTime };
    },
    toWallMs(rtpTime, arrivalMs) {
      if (anchor === undefined) return byArrival(rtpTime, arrivalMs);
      const publisherMs = predict(anchor, rtpTime);
      const lagMs = arrivalMs - (publisher.toWallMs(publisherMs) ?? arrivalMs);
      const steppedBack = verifyAfterPause && lagMs > PAUSE_LAG_MS;
      verifyAfterPause = false;
      if (steppedBack || (lagMs < -FUTURE_MS && publisher.isSettled(arrivalMs))) {
        dropAnchor();
        return byArrival(rtpTime, arrivalMs);
      }
      // The publisher's clock was set and this track's next report is still to come.
      if (lagMs > MAX_LAG_MS) return byArrival(rtpTime, arrivalMs);
      publisher.addFrame(publisherMs, arrivalMs);
      source = 'sender-report';
      return publisher.toWallMs(publisherMs) ?? arrivalMs;
    },
    onPause() {
      verifyAfterPause = true;
    },
  };
}
