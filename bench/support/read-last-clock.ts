import { readClipClock } from '@reprise/synthetic-share/clip-clock';

/** What the clock in a clip's last readable frame says, ms. @throws Error when the clip shows none */
export async function readLastClock(path: string): Promise<number> {
  const last = (await readClipClock(path)).findLast(({ clockMs }) => clockMs !== undefined);
  if (last?.clockMs === undefined) throw new Error(`${path} shows no clock`);
  return last.clockMs;
}
