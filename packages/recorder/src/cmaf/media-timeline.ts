import type { MediaFrame } from './media-frame.ts';

/** Wall and RTP time further apart than this is a step of the sender's clock relation, not drift or noise. */
const stepMs = 80;
/** Most that one segment moves the anchor: invisible, and 200 times the drift of a bad quartz in 5 s. */
const slewMs = 20;

/**
 * Places frames on the session's timeline: ticks = (wall clock - timeline zero) * timescale / 1000.
 * Inside a segment RTP differences are exact; at each segment start the anchor follows the wall clock by a bounded slew.
 */
export interface MediaTimeline {
  /** Tick of a frame; `stepped` says that the clock relation broke here and was replaced. May lie before earlier ticks. */
  place(frame: MediaFrame): { ticks: number; stepped: boolean };
  /** Moves the anchor towards the wall clock; returns the frame's tick on the moved anchor. */
  reanchor(frame: MediaFrame): number;
  /** Forgets the anchor: RTP times of the next frame have nothing to do with those before (a new epoch). */
  reset(): void;
  toTicks(wallMs: number): number;
  toWallMs(ticks: number): number;
}

/** `timelineZeroMs`: wall clock of tick 0, ms since the Unix epoch. */
export function createMediaTimeline(timelineZeroMs: number, timescale: number): MediaTimeline {
  let anchor: { rtpTime: number; ticks: number } | undefined;
  const toTicks = (wallMs: number): number => Math.max(0, Math.round(((wallMs - timelineZeroMs) * timescale) / 1000));

  function place(frame: MediaFrame): { ticks: number; stepped: boolean } {
    const wanted = toTicks(frame.wallMs);
    const ticks = anchor ? anchor.ticks + frame.rtpTime - anchor.rtpTime : wanted;
    const isStep = Math.abs(wanted - ticks) > (stepMs * timescale) / 1000;
    if (anchor && !isStep) return { ticks, stepped: false };
    const stepped = anchor !== undefined;
    anchor = { rtpTime: frame.rtpTime, ticks: wanted };
    return { ticks: wanted, stepped };
  }

  function reanchor(frame: MediaFrame): number {
    const { ticks } = place(frame);
    const limit = (slewMs * timescale) / 1000;
    const moved = ticks + Math.max(-limit, Math.min(limit, toTicks(frame.wallMs) - ticks));
    anchor = { rtpTime: frame.rtpTime, ticks: moved };
    return moved;
  }

  return {
    place,
    reanchor,
    reset: () => {
      anchor = undefined;
    },
    toTicks,
    toWallMs: (ticks) => timelineZeroMs + (ticks * 1000) / timescale,
  };
}
