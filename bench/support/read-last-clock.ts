import { readClipClock } from '@reprise/synthetic-share/clip-clock';

/** What the clock in a clip's last readable frame says, ms; only the last seconds are decoded when told. @throws Error when the clip shows none */
export async function readLastClock(path: string, lastSeconds?: number): Promise<number> {
  const last = (await readClipClock(path, lastSeconds === undefined ? {} : { lastSeconds })).findLast(
    ({ clockMs }) => clockMs !== undefined,
  );
  if (last?.clockMs === undefined) throw new Error(`${path} shows no clock`);
  return last.clockMs;
}
