import { expect, it } from 'vitest';
import { createKeyframeRequester, type KeyframeRequester } from './keyframe-requester.ts';

/** The times (ms) of requests when ticked every 20 ms from `from` to `to`; `at` runs before a tick. */
function requests(requester: KeyframeRequester, from: number, to: number, at: (ms: number) => void = () => undefined) {
  const sent: number[] = [];
  for (let ms = from; ms < to; ms += 20) {
    at(ms);
    if (requester.tick(ms)) sent.push(ms);
  }
  return sent;
}

it('asks for the first keyframe at once, backs off and nearly stops after three unanswered', () => {
  expect(requests(createKeyframeRequester(5_000), 0, 25_000)).toEqual([0, 500, 1_500, 11_500, 21_500]);
});

it('asks every period while the picture moves', () => {
  const requester = createKeyframeRequester(5_000);
  const sent: number[] = [];
  for (let ms = 0; ms < 16_000; ms += 20) {
    requester.onFrame(ms === 0 || ms === (sent.at(-1) ?? -1_000) + 60, ms);
    if (requester.tick(ms)) sent.push(ms);
  }
  expect(sent).toEqual([5_000, 10_060, 15_120]);
});

it('leaves a still picture alone', () => {
  const requester = createKeyframeRequester(5_000);
  requester.onFrame(true, 0);
  expect(requests(requester, 0, 60_000)).toEqual([]);
});

it('stops periodic requests to a sender that ignores three, until the media changes', () => {
  const requester = createKeyframeRequester(5_000);
  requester.onFrame(true, 0);
  const moving = (ms: number) => requester.onFrame(false, ms);
  expect(requests(requester, 20, 60_000, moving)).toEqual([5_000, 5_500, 6_500]);
  requester.onMediaChange();
  expect(requests(requester, 60_000, 61_000, moving)).toEqual([60_000, 60_500]);
});

it('asks again as soon as a loss needs it', () => {
  const requester = createKeyframeRequester(5_000);
  requester.onFrame(true, 0);
  requester.need();
  expect(requests(requester, 20, 100)).toEqual([20]);
  expect(requester.sent).toBe(1);
});
