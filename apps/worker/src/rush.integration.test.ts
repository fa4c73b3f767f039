import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/recorder/testing';
import { startSyntheticShare, type SyntheticShare } from '@reprise/synthetic-share';
import { readClipClock } from '@reprise/synthetic-share/clip-clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkerStage, type WorkerStage } from './testing/worker-stage.ts';

/** `npm run bench -- rush` has fifty press, and clips of a minute. */
const PRESSES = 20;
const WITHIN_MS = 300;
const CLIP_SECONDS = 5;

let directory: string;
let stage: WorkerStage;
let share: SyntheticShare;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reprise-rush-'));
  stage = await openWorkerStage(join(directory, 'stage'));
  const token = await stage.livekit.token(stage.sharerId, { canPublish: true });
  share = await startSyntheticShare({ url: stage.livekit.url, token, width: 320, height: 180 });
  stage.startWorker();
  await waitUntil('the buffer is long enough', 60_000, async () => {
    const { bufferedFrom, bufferedTo } = await stage.database.db.egressSession.findFirstOrThrow();
    return bufferedFrom !== null && bufferedTo !== null && bufferedTo.getTime() - bufferedFrom.getTime() > CLIP_SECONDS * 1000 + 2_000;
  });
});
afterAll(async () => {
  await share.stop();
  await stage.close();
  await rm(directory, { recursive: true, force: true });
});

test('20 members press within 300 ms: a clip each, to the frame of its own press, and the recording misses nothing', async () => {
  const { db } = stage.database;
  const crowd = await stage.joinCrowd(PRESSES);
  const lostBefore = await stage.lostPackets();
  const captures = await crowd.press(CLIP_SECONDS, WITHIN_MS);
  await Promise.all(captures.map((capture) => capture.reached('done')));
  await crowd.leave();
  await stage.untilDerived(240_000);
  const lost = (await stage.lostPackets()) - lostBefore;

  // Every frame that was shared around the presses, as one later clip holds them.
  const first = Math.min(...captures.map(({ pressedMs }) => pressedMs));
  const whole = await stage.press(Date.now() - first + CLIP_SECONDS * 1000);
  await whole.reached('done');
  const wholeClip = await db.replayClip.findUniqueOrThrow({ where: { id: whole.id } });
  expect({ lost, gaps: wholeClip.gaps, complete: wholeClip.complete }).toEqual({ lost: 0, gaps: [], complete: true });
  const shared = (await readClipClock((await stage.filesOf(whole.id)).get('ORIGINAL') ?? '')).flatMap(({ clockMs }) => clockMs ?? []);

  const originals = new Set<string>();
  for (const { id, pressedMs } of captures) {
    const path = (await stage.filesOf(id)).get('ORIGINAL') ?? '';
    originals.add(path);
    const last = (await readClipClock(path)).findLast(({ clockMs }) => clockMs !== undefined)?.clockMs ?? 0;
    const framesBetween = shared.filter((clock) => clock > Math.min(last, pressedMs) && clock <= Math.max(last, pressedMs)).length;
    expect(framesBetween, `press at ${pressedMs}, last frame of ${last}`).toBeLessThanOrEqual(1);
  }
  expect(originals.size).toBe(PRESSES);
  await expectBytes(crowd.userIds);
}, 400_000);

/** Used is the sum of the files as they lie on the disk, each as its row says, and nothing is reserved any more. */
async function expectBytes(userIds: string[]): Promise<void> {
  const { db } = stage.database;
  for (const userId of userIds) {
    const files = await db.file.findMany({ where: { uploadedById: userId } });
    expect(files.map(({ purpose }) => purpose).sort()).toEqual(['COMPATIBLE', 'ORIGINAL', 'POSTER', 'STORYBOARD']);
    let stored = 0;
    for (const file of files) {
      const path = stage.pathOf(file.storagePath);
      stored += (await stat(path)).size;
      expect(
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      ).toBe(file.checksum);
    }
    const { usedBytes, reservedBytes } = await db.userReplayQuota.findUniqueOrThrow({ where: { userId } });
    expect({ used: Number(usedBytes), reserved: Number(reservedBytes) }).toEqual({ used: stored, reserved: 0 });
  }
}
