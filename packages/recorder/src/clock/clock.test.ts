import { describe, expect, it } from 'vitest';
import { unixMsToNtp } from './ntp.ts';
import { createPublisherClock } from './publisher-clock.ts';
import { createTrackClock } from './track-clock.ts';

const START_MS = Date.UTC(2026, 10, 21, 8);
/** Capture to first packet: what the best frame needs, and at most. */
const MIN_DELAY_MS = 12;

/** A repeatable random number in 0..1. */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}

interface Sender {
  rate: number;
  frameMs: number;
  /** How fast its media clock runs against real time. */
  drift: number;
  reportMs: number;
}

const VIDEO: Sender = { rate: 90_000, frameMs: 33, drift: 0, reportMs: 1_000 };
const AUDIO: Sender = { rate: 48_000, frameMs: 20, drift: 0, reportMs: 5_000 };

interface Simulation {
  minutes: number;
  /** Publisher's clock minus real time at real time t (ms since the start). */
  clockErrorMs: (t: number) => number;
  /** RTP time (ms) added from real time t on, unknown to anybody until the next report. */
  rtpJumpMs?: (t: number) => number;
  paused?: (t: number) => boolean;
  senders: Sender[];
  onPause?: number;
}

/** Runs frames and reports of one publisher in order of arrival; returns each frame's wall error (ms) with its time. */
function simulate({ minutes, clockErrorMs, rtpJumpMs = () => 0, paused = () => false, senders, onPause }: Simulation) {
  const random = createRandom();
  const publisher = createPublisherClock();
  const delayMs = () => MIN_DELAY_MS + random() ** 4 * 200;
  const events: Array<{ at: number; run: () => void }> = [];
  const errors: Array<Array<{ t: number; error: number }>> = senders.map(() => []);
  senders.forEach((sender, index) => {
    const clock = createTrackClock(sender.rate, publisher);
    const rtp = (t: number) => ((t * (1 + sender.drift) + rtpJumpMs(t) + 5_000_000) * sender.rate) / 1000;
    let arrival = 0;
    for (let t = index * 3; t < minutes * 60_000; t += sender.frameMs) {
      if (paused(t)) continue;
      arrival = Math.max(arrival, START_MS + t + delayMs());
      const at = arrival;
      events.push({ at, run: () => errors[index]?.push({ t, error: clock.toWallMs(rtp(t), at) - (START_MS + t) }) });
    }
    for (let t = 700; t < minutes * 60_000; t += sender.reportMs) {
      // The SFU passes a report on some time after it was made.
      const arrival = START_MS + t + MIN_DELAY_MS + random() * 1_000;
      const noise = (random() - 0.5) * 4;
      const ntp = unixMsToNtp(START_MS + t + clockErrorMs(t) + noise);
      events.push({ at: arrival, run: () => clock.onSenderReport(ntp, Math.round(rtp(t)), arrival) });
    }
    if (onPause !== undefined) events.push({ at: START_MS + onPause, run: () => clock.onPause() });
  });
  for (const event of events.sort((a, b) => a.at - b.at)) event.run();
  return errors;
}

function p95(values: number[]): number {
  const sorted = values.map(Math.abs).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}

/** Audio against video, second by second. */
function avErrors([video = [], audio = []]: ReturnType<typeof simulate>): number[] {
  const bySecond = new Map(audio.map(({ t, error }) => [Math.floor(t / 1000), error]));
  return video.flatMap(({ t, error }) => {
    const other = bySecond.get(Math.floor(t / 1000));
    return other === undefined ? [] : [other - error];
  });
}

describe('wall time of frames', () => {
  it.each([
    ['right', 0],
    ['90 s late', -90_000],
    ['90 s early', 90_000],
    ['ten years early', 10 * 365 * 86_400_000],
  ])('is right with a publisher whose clock is %s', (_, offset) => {
    const errors = simulate({ minutes: 2, clockErrorMs: () => offset, senders: [VIDEO, AUDIO] });
    for (const track of errors) {
      const settled = track.filter(({ t }) => t > 10_000).map(({ error }) => error);
      expect(p95(settled)).toBeLessThan(30);
    }
    expect(p95(avErrors(errors))).toBeLessThan(20);
  });

  it.each([
    [100, -100],
    [-100, 100],
  ])('keeps sound and picture together for 30 min at %i and %i ppm', (videoPpm, audioPpm) => {
    const errors = simulate({
      minutes: 30,
      clockErrorMs: () => 0,
      senders: [
        { ...VIDEO, drift: videoPpm / 1e6 },
        { ...AUDIO, drift: audioPpm / 1e6 },
      ],
    });
    expect(p95(avErrors(errors))).toBeLessThan(20);
    expect(p95(errors.flat().map(({ error }) => error))).toBeLessThan(40);
  });

  it('follows a publisher clock that drifts 100 ppm', () => {
    const errors = simulate({ minutes: 30, clockErrorMs: (t) => t * 1e-4, senders: [VIDEO, AUDIO] });
    expect(p95(errors.flat().map(({ error }) => error))).toBeLessThan(40);
  });

  it('replaces the relation of a track whose RTP clock stood still while it was muted', () => {
    const muted = (t: number) => t >= 30_000 && t < 40_000;
    const errors = simulate({
      minutes: 2,
      clockErrorMs: () => 0,
      paused: muted,
      rtpJumpMs: (t) => (t >= 40_000 ? -9_980 : 0),
      senders: [VIDEO, AUDIO],
      onPause: 39_999,
    });
    const after = errors.flat().filter(({ t }) => t >= 40_000);
    expect(p95(after.map(({ error }) => error))).toBeLessThan(220);
    const settled = errors.flat().filter(({ t }) => t >= 50_000);
    expect(p95(settled.map(({ error }) => error))).toBeLessThan(30);
  });

  it('does not believe a frame from the future, nor let it spoil the other track', () => {
    const errors = simulate({
      minutes: 2,
      clockErrorMs: () => 0,
      rtpJumpMs: (t) => (t >= 40_000 ? 3_000 : 0),
      senders: [VIDEO, { ...AUDIO, reportMs: 1_000 }],
    });
    const [video = []] = errors;
    expect(Math.max(...video.map(({ error }) => Math.abs(error)))).toBeLessThan(260);
  });

  it('follows a publisher clock that is set', () => {
    const errors = simulate({
      minutes: 3,
      clockErrorMs: (t) => (t >= 60_000 ? 3_600_000 : 0),
      senders: [VIDEO, AUDIO],
    });
    const settled = errors.flat().filter(({ t }) => t >= 75_000);
    expect(p95(settled.map(({ error }) => error))).toBeLessThan(40);
  });

  it('is the arrival before the first report', () => {
    const clock = createTrackClock(90_000, createPublisherClock());
    expect(clock.toWallMs(1_000_000, START_MS)).toBeCloseTo(START_MS, 3);
    expect(clock.toWallMs(1_000_000 + 9_000, START_MS + 130)).toBeCloseTo(START_MS + 100, 3);
    expect(clock.source).toBe('arrival');
  });
});
