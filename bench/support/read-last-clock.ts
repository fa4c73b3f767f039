import { readShownClocks } from '@reprise/recorder/testing';

/** What the clock in a clip's last shown frame says, ms. @throws Error when the clip shows nothing */
export async function readLastLoopClock(path: string): Promise<number> {
  const { frames } = await readShownClocks(path, 1920, 1080);
  const last = frames.at(-1);
  if (!last) throw new Error(`${path} shows nothing`);
  return last.clockMs;
}
