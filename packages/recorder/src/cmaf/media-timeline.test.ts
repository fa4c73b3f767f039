import { expect, it } from 'vitest';
import { createMediaTimeline } from './media-timeline.ts';

const frame = (wallMs: number, rtpTime: number) => ({ wallMs, rtpTime, keyframe: true, data: [], sizeBytes: 0 });

it('keeps RTP differences exact while the wall clock jitters', () => {
  const timeline = createMediaTimeline(1000, 90_000);
  expect(timeline.place(frame(2000, 5000)).ticks).toBe(90_000);
  expect(timeline.place(frame(2040, 8000))).toEqual({ ticks: 93_000, stepped: false });
  expect(timeline.place(frame(2060, 11_000))).toEqual({ ticks: 96_000, stepped: false });
});

it('follows drift by at most 20 ms a segment', () => {
  const timeline = createMediaTimeline(0, 90_000);
  timeline.place(frame(1000, 0));
  expect(timeline.reanchor(frame(6005, 450_000))).toBe(90_000 + 450_000 + 450);
  expect(timeline.reanchor(frame(11_065, 900_000))).toBe(90_000 + 900_000 + 450 + 1800);
});

it('replaces the anchor at a step, both ways', () => {
  const timeline = createMediaTimeline(0, 90_000);
  timeline.place(frame(1000, 0));
  expect(timeline.place(frame(3000, 3000))).toEqual({ ticks: 270_000, stepped: true });
  expect(timeline.place(frame(3033, 6000))).toEqual({ ticks: 273_000, stepped: false });
  expect(timeline.place(frame(2000, 9000))).toEqual({ ticks: 180_000, stepped: true });
});

it('holds 100 ppm of drift within 1 ms over 6 hours', () => {
  const timeline = createMediaTimeline(0, 90_000);
  timeline.place(frame(0, 0));
  for (let second = 5; second <= 6 * 3600; second += 5) {
    const ticks = timeline.reanchor(frame(second * 1000, Math.round(second * 90_000 * 1.0001)));
    expect(Math.abs(timeline.toWallMs(ticks) - second * 1000)).toBeLessThanOrEqual(1);
  }
});
