/** A process that records 25 frames a second until it is killed, and tells its parent about every frame. */
import { createTrackWriter } from '../create-track-writer.ts';
import { testVideoConfig, videoFrame } from '../test-frames.ts';

const [, , directory = '', timelineZeroMs = ''] = process.argv;
const writer = createTrackWriter({
  directory,
  kind: 'video',
  timelineZeroMs: Number(timelineZeroMs),
  segmentDurationMs: 2000,
  partDurationMs: 500,
  retentionMs: 60_000,
  liveWindowMs: 60_000,
  onEvent: () => undefined,
});
writer.configure(testVideoConfig, { newEpoch: true });
let count = 0;
setInterval(() => {
  const now = Date.now();
  writer.write(videoFrame(now, count % 25 === 0, 20_000));
  writer.tick(now);
  count++;
  process.send?.(now);
}, 40);
