import type { Page } from '@playwright/test';

/** Beeps as the sharing browser hands them to its own sender: wall clock, ms. */
export interface SourceSound {
  beepsAtMs(): Promise<number[]>;
}

declare global {
  interface Window {
    sourceBeepsAtMs: number[];
  }
}

/** Chromium's, of the mediacapture-transform draft; TypeScript's own library has no word of it. */
declare const MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack }) => { readable: ReadableStream<AudioData> };

/**
 * Listens in on the next share of the page. How late a busy machine's browser hears its own tab is no work of ours:
 * whoever is in the call hears it as late. An offset between sound and picture is measured against this.
 */
export async function listenToSource(page: Page): Promise<SourceSound> {
  await page.evaluate(() => {
    window.sourceBeepsAtMs = [];
    const ask = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getDisplayMedia = async (options) => {
      const stream = await ask(options);
      const [track] = stream.getAudioTracks();
      if (track !== undefined) void follow(track.clone());
      return stream;
    };

    async function follow(track: MediaStreamTrack): Promise<void> {
      const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
      let mediaMs = 0;
      let quietMs = 0;
      // A chunk is read when the page has time; the promptest of the last seconds tells when it was there.
      const bounds: number[] = [];
      for (let next = await reader.read(); next.value !== undefined; next = await reader.read()) {
        const data = next.value;
        const durationMs = (data.numberOfFrames / data.sampleRate) * 1000;
        bounds.push(Date.now() - mediaMs - durationMs);
        if (bounds.length > 200) bounds.shift();
        const samples = new Float32Array(data.numberOfFrames);
        data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
        const loudAt = samples.findIndex((sample) => Math.abs(sample) > 0.08);
        if (loudAt < 0) quietMs += durationMs;
        else {
          if (quietMs > 200) window.sourceBeepsAtMs.push(mediaMs + (loudAt / data.sampleRate) * 1000 + Math.min(...bounds));
          quietMs = 0;
        }
        mediaMs += durationMs;
        data.close();
      }
    }
  });
  return { beepsAtMs: () => page.evaluate(() => window.sourceBeepsAtMs) };
}

/** At most how much later than its second a beep was there: a busy page hears it later than the sender gets it. 0 where none was heard. */
export function lateness(beepsAtMs: readonly number[], secondMs: number): number {
  const heard = beepsAtMs.find((atMs) => Math.abs(atMs - secondMs) < 400);
  return heard === undefined ? 0 : Math.max(0, heard - secondMs);
}

/** What of an offset nothing between no lateness and this one explains. */
export function beyond(offsetMs: number, mostLateMs: number): number {
  return offsetMs < 0 ? offsetMs : Math.max(0, offsetMs - mostLateMs);
}
