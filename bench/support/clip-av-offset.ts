import { readBeeps, readShownClocks } from '@reprise/recorder/testing';

/**
 * Sound against picture of a clip whose picture shows wall time modulo a loop and whose sound beeps at each second:
 * one value a beep, ms, positive = the sound comes later.
 */
export async function readAvOffsets(path: string, size: { width: number; height: number }): Promise<number[]> {
  const { frames } = await readShownClocks(path, size.width, size.height);
  const beeps = await readBeeps(path);
  return beeps.flatMap((beepSeconds) => {
    const beepMs = beepSeconds * 1000;
    // The clock of the last frame before the beep says what time it was then.
    const shown = frames.findLast(({ atSeconds }) => atSeconds * 1000 <= beepMs + 1);
    if (!shown || beepMs < 100) return [];
    const clockAtBeep = shown.clockMs + beepMs - shown.atSeconds * 1000;
    const intoSecond = ((clockAtBeep % 1000) + 1000) % 1000;
    return [intoSecond > 500 ? intoSecond - 1000 : intoSecond];
  });
}
