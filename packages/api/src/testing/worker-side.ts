import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createPrismaCaptureQueue, createPrismaCaptureWork } from '@reprise/replay/server';
import type { TestApi } from './test-api.ts';

/** The worker's node in these tests. */
const nodeId = 'n';

type CutClip = Parameters<ReturnType<typeof createPrismaCaptureWork>['complete']>[1];

/** A session of the moderator's share on the demo's Stage, as its start leaves it, or `buffered` as a worker keeps it. */
export async function addSession(server: TestApi, options: { buffered: boolean }): Promise<string> {
  const { db } = server.database;
  const user = await db.user.findUniqueOrThrow({ where: { email: 'moderator@demo.test' } });
  const id = randomUUID();
  const { stageId: roomName, communityId } = server.demo;
  const place = { roomName, communityId, userId: user.id };
  await db.egressSession.create({
    data: { id, egressId: `DR_${id}`, ...place, quality: 'Q1080P', recorder: 'DIRECT', segmentPath: id },
  });
  if (options.buffered) await bufferSession(server, id, { bufferBytes: 1000n, bitrateBps: 1000 });
  return id;
}

/** Ninety seconds are buffered. */
export async function bufferSession(server: TestApi, id: string, rate: { bufferBytes: bigint; bitrateBps: number }): Promise<void> {
  const now = Date.now();
  await server.database.db.egressSession.update({
    where: { id },
    data: { status: 'active', nodeId, bufferedFrom: new Date(now - 90_000), bufferedTo: new Date(now), ...rate },
  });
}

/** Waits for the next capture and makes a clip of it; `cut` says what the clip is like. @throws Error when none comes */
export async function makeNextClip(server: TestApi, cut: Partial<CutClip> = {}): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!(await makeClipIfAsked(server, cut))) {
    if (Date.now() > deadline) throw new Error('No capture came');
    await delay(20);
  }
}

/** Makes a clip of the oldest capture that waits; false: none does. */
export async function makeClipIfAsked(server: TestApi, cut: Partial<CutClip> = {}): Promise<boolean> {
  const { db } = server.database;
  const work = createPrismaCaptureWork(db, { nodeId, onProgressLost: (error) => server.failures.push(error) });
  const [capture] = await createPrismaCaptureQueue(db, { nodeId, leaseMs: 15_000 }).claim(1);
  if (!capture) return false;
  const clipId = randomUUID();
  const actual = { startAt: capture.requestedStart.getTime(), endAt: capture.requestedEnd.getTime() };
  await work.pinned(capture, { ...actual, startOffsetSeconds: 1.25 });
  await work.finishing(capture);
  const file = { path: '', storagePath: `u/${clipId}.mp4`, sizeBytes: 1234, checksum: 'ab' };
  await work.complete(capture, { clipId, ...file, durationSeconds: 60, actual, gaps: [], complete: true, ...cut });
  return true;
}
