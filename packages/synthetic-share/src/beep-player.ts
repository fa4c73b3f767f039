import { AudioFrame } from '@livekit/rtc-node';
import type { AudioSource } from '@livekit/rtc-node';
import { fillBeep, sampleRate } from './beep.ts';

const frameMs = 10;
const samplesPerFrame = (sampleRate * frameMs) / 1000;
/** Further behind than this, the missed sound is skipped instead of played late. */
const longestCatchUpMs = 500;

/**
 * Feeds an audio source in real time with the beep of each second.
 * @param now ms since the epoch, as the picture shows it
 * @returns a function that ends the sound, resolving when the source is idle
 */
export function startBeepPlayer(source: AudioSource, now: () => number): () => Promise<void> {
  let nextMs = now();
  let isStopped = false;
  let playing = Promise.resolve();
  let isPlaying = false;

  async function catchUp(): Promise<void> {
    if (now() - nextMs > longestCatchUpMs) nextMs = now();
    while (!isStopped && nextMs <= now()) {
      const samples = new Int16Array(samplesPerFrame);
      fillBeep(samples, nextMs);
      nextMs += frameMs;
      await source.captureFrame(new AudioFrame(samples, sampleRate, 1, samplesPerFrame));
    }
  }
  const timer = setInterval(() => {
    if (isPlaying) return;
    isPlaying = true;
    // A frame is refused only while the track is being torn down, and then there is nothing left to play.
    playing = catchUp()
      .catch(() => {
        clearInterval(timer);
      })
      .finally(() => {
        isPlaying = false;
      });
  }, frameMs);

  return async () => {
    isStopped = true;
    clearInterval(timer);
    await playing;
  };
}
