import { beepHertz, flashMs } from './clock-picture.ts';

/** Samples a second of everything this package plays and measures. */
export const sampleRate = 48_000;
const amplitude = 10_000;
/** A short ramp at both ends, so that the beep does not click. */
const rampSeconds = 0.002;

/**
 * Writes the sound of the synthetic share into `samples`: the beep during the first 100 ms of each second, else silence.
 * @param firstSampleMs instant of the first sample, ms since the epoch (fractions allowed)
 */
export function fillBeep(samples: Int16Array, firstSampleMs: number): void {
  for (let index = 0; index < samples.length; index++) {
    const seconds = ((firstSampleMs + (index * 1000) / sampleRate) % 1000) / 1000;
    const left = flashMs / 1000 - seconds;
    if (left <= 0) {
      samples[index] = 0;
      continue;
    }
    const ramp = Math.min(1, seconds / rampSeconds, left / rampSeconds);
    samples[index] = Math.round(amplitude * ramp * Math.sin(2 * Math.PI * beepHertz * seconds));
  }
}
