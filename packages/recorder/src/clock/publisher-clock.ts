import { createWindowedMinimum } from './windowed-minimum.ts';

const BUCKET_MS = 1_000;
/** Long enough to hold a packet that met no queue, short enough to follow 100 ppm within 3 ms. */
const WINDOW_BUCKETS = 30;
/** How many ms of correction a second of media may take; both tracks move together, so nobody hears it. */
const SLEW_MS_PER_SECOND = 10;
/** A correction larger than this is a first estimate that was poor, or a clock that was set. */
const STEP_MS = 500;
/** After a step of some track's relation, how long the recent samples alone may overrule the window. */
const VERIFY_MS = 10_000;
const RECENT_BUCKETS = 3;
/** An SFU may pass on a sender report this old; an older one comes from a clock that was set back. */
const MAX_REPORT_AGE_MS = 15_000;
/** Samples of this long make the estimate good enough to doubt a frame that contradicts it. */
const SETTLING_MS = 3_000;

/**
 * Maps a publisher's clock to the server's wall clock. Sender reports carry the publisher's own time,
 * passed on by the SFU, so it may be off by any amount; every frame bounds the difference from above
 * (it cannot arrive before it was sent), and the least of the recent bounds is the best one.
 */
export interface PublisherClock {
  /** A frame sent at `publisherMs` of the publisher's clock arrived at `arrivalMs` of ours. */
  addFrame(publisherMs: number, arrivalMs: number): void;
  /** A sender report of that time arrived: it bounds the difference too, and shows when the clock itself was set. */
  addReport(publisherMs: number, arrivalMs: number): void;
  /** Server wall time of a publisher time, ms; undefined before the first sample. */
  toWallMs(publisherMs: number): number | undefined;
  /** Whether the estimate rests on some seconds of samples. */
  isSettled(nowMs: number): boolean;
  /** A track's relation to the publisher's clock was replaced: perhaps that clock itself was set. */
  noteStep(nowMs: number): void;
}

/** One per publisher, shared by its tracks. */
export function createPublisherClock(): PublisherClock {
  const window = createWindowedMinimum(BUCKET_MS, WINDOW_BUCKETS);
  const recent = createWindowedMinimum(BUCKET_MS, RECENT_BUCKETS);
  let offsetMs: number | undefined;
  let firstSampleMs = 0;
  let slewedAtMs = 0;
  let steppedAtMs = Number.NEGATIVE_INFINITY;

  function startAnew(arrivalMs: number): void {
    window.clear();
    recent.clear();
    offsetMs = undefined;
    firstSampleMs = arrivalMs;
    steppedAtMs = Number.NEGATIVE_INFINITY;
  }

  function followRecent(arrivalMs: number): void {
    const sinceStepMs = arrivalMs - steppedAtMs;
    if (sinceStepMs < RECENT_BUCKETS * BUCKET_MS || sinceStepMs > VERIFY_MS) return;
    const now = recent.minimum();
    const before = window.minimum();
    if (now === undefined || before === undefined || now - before < STEP_MS) return;
    startAnew(arrivalMs);
    window.add(arrivalMs, now);
  }

  function addSample(publisherMs: number, arrivalMs: number): void {
    const boundMs = arrivalMs - publisherMs;
    if (offsetMs === undefined) firstSampleMs = arrivalMs;
    window.add(arrivalMs, boundMs);
    recent.add(arrivalMs, boundMs);
    followRecent(arrivalMs);
    const target = window.minimum() ?? boundMs;
    // The first seconds may correct at once what a late first keyframe made of the estimate.
    const settled = arrivalMs - firstSampleMs >= SETTLING_MS;
    if (offsetMs === undefined || !settled || Math.abs(target - offsetMs) > STEP_MS) offsetMs = target;
    else {
      const maxMs = (Math.max(0, arrivalMs - slewedAtMs) / 1000) * SLEW_MS_PER_SECOND;
      offsetMs += Math.min(maxMs, Math.max(-maxMs, target - offsetMs));
    }
    slewedAtMs = arrivalMs;
  }

  return {
    addFrame: addSample,
    addReport(publisherMs, arrivalMs) {
      const ageMs = offsetMs === undefined ? 0 : arrivalMs - publisherMs - offsetMs;
      if (ageMs < -STEP_MS || ageMs > MAX_REPORT_AGE_MS) startAnew(arrivalMs);
      addSample(publisherMs, arrivalMs);
    },
    toWallMs(publisherMs) {
      return offsetMs === undefined ? undefined : publisherMs + offsetMs;
    },
    isSettled(nowMs) {
      return offsetMs !== undefined && nowMs - firstSampleMs >= SETTLING_MS;
    },
    noteStep(nowMs) {
      steppedAtMs = nowMs;
    },
  };
}
