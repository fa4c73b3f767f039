import { expect, type Locator } from '@playwright/test';
import { decodeClockBits } from '@reprise/synthetic-share/clock-picture';

/** Waits until the video shows what was sought, and reads the clock in its pixels (wall clock, ms). */
export async function readShownClock(video: Locator): Promise<number> {
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => !element.seeking && element.readyState >= 2), { timeout: 20_000 })
    .toBe(true);
  const levels = await video.evaluate(async (element: HTMLVideoElement) => {
    // Two turns of the compositor: the frame that was decoded is the one that is drawn.
    for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    const canvas = document.createElement('canvas');
    canvas.width = element.videoWidth;
    canvas.height = element.videoHeight;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('No canvas');
    context.drawImage(element, 0, 0);
    const block = canvas.width / 60;
    return Array.from(
      { length: 48 },
      (_, bit) => context.getImageData(Math.round((bit + 0.5) * block), canvas.height - 8, 1, 1).data[0] ?? 0,
    );
  });
  const clock = decodeClockBits(levels);
  if (clock === undefined) throw new Error('The shown frame has no readable clock');
  return clock;
}
