import { randomUUID } from 'node:crypto';
import type { Db, UserReplayQuota } from '@reprise/db';
import type { Actor } from '../access/actor.ts';
import { createPrismaStores } from '../adapters/create-prisma-stores.ts';
import { createPrismaCaptureQueue } from '../adapters/prisma-capture-queue.ts';
import { createPrismaCaptureWork } from '../adapters/prisma-capture-work.ts';
import { createPrismaRenditionStore } from '../adapters/prisma-rendition-store.ts';
import type { CaptureQueue } from '../captures/capture-runner.ts';
import { type RequestCaptureDeps, requestCapture } from '../captures/request-capture.ts';
import type { ShareClipDeps } from '../clips/share-clip.ts';
import type { PublishedShare } from '../ports/call-rooms.ts';
import type { CaptureWork, ClaimedCapture, CutClip } from '../ports/capture-work.ts';
import { type CaptureInput, captureInputSchema, type CaptureView } from '../schemas/capture-schemas.ts';
import { createFakeRooms, createTestWorld, type TestWorld } from './test-world.ts';

/** A call with one sharer whose buffer node-1 keeps: two minutes at 4 Mbit/s. */
export interface CaptureFixture {
  world: TestWorld;
  /** What LiveKit says; asking about anybody else fails. */
  shares: Map<string, PublishedShare | null>;
  deps: RequestCaptureDeps & ShareClipDeps;
  /** Storage paths of removed files. */
  removed: string[];
  sharer: Actor;
  sessionId: string;
  addSession(actor: Actor): Promise<string>;
  press(actor: Actor, input?: Partial<CaptureInput>): Promise<CaptureView>;
  /** The worker's side, as node-1. */
  queue(): CaptureQueue;
  work(): CaptureWork;
  claimOne(): Promise<ClaimedCapture>;
  clipOf(capture: ClaimedCapture, sizeBytes?: number): CutClip;
  /** From the press to the clip; the sharer's for the library unless said otherwise. */
  makeClip(input?: Partial<CaptureInput>): Promise<CutClip>;
  /** A poster of 1000 bytes, as the background makes it. */
  addPoster(clipId: string): Promise<void>;
  /** Somebody who is in no community. */
  addOutsider(): Promise<Actor>;
  /** Carries a claimed capture to the end. */
  finish(capture: ClaimedCapture, clip?: CutClip): Promise<CutClip>;
  quotaOf(actor: Actor): Promise<UserReplayQuota>;
  /** Fails unless used is the sum of all files and reserved the sum of all reservations. */
  expectNoDrift(actor: Actor): Promise<void>;
}

/** Makes the call and its buffer in an empty database. */
export async function createCaptureFixture(db: Db): Promise<CaptureFixture> {
  const world = await createTestWorld(db);
  const shares = new Map<string, PublishedShare | null>();
  const removed: string[] = [];
  const storage = { remove: (paths: string[]) => Promise.resolve(void removed.push(...paths)) };
  const deps = {
    ...createPrismaStores(db),
    rooms: createFakeRooms(shares),
    storage,
    defaultQuotaBytes: 500_000_000,
    bufferDurationMs: 600_000,
    now: () => new Date(),
  };
  const sharer = await world.addMember('sharer');

  const addSession = async (actor: Actor): Promise<string> => {
    const id = randomUUID();
    const now = Date.now();
    await db.egressSession.create({
      data: {
        id,
        egressId: `DR_${id}`,
        roomName: world.roomName,
        communityId: world.communityId,
        userId: actor.userId,
        quality: 'Q1080P',
        recorder: 'DIRECT',
        status: 'active',
        segmentPath: `room/${actor.userId}/${id}`,
        nodeId: 'node-1',
        bufferedFrom: new Date(now - 120_000),
        bufferedTo: new Date(now - 500),
        bufferBytes: 30_000_000n,
        bitrateBps: 4_000_000,
      },
    });
    return id;
  };

  const press: CaptureFixture['press'] = (actor, input = {}) =>
    requestCapture(deps, actor, captureInputSchema.parse({ sessionId, durationMinutes: 1, ...input }));

  const queue = () => createPrismaCaptureQueue(db, { nodeId: 'node-1', leaseMs: 15_000 });
  const work = () =>
    createPrismaCaptureWork(db, {
      nodeId: 'node-1',
      onProgressLost: (error) => {
        throw error;
      },
    });

  const claimOne = async (): Promise<ClaimedCapture> => {
    const [capture] = await queue().claim(1);
    if (!capture) throw new Error('Nothing to claim');
    return capture;
  };

  const finish = async (capture: ClaimedCapture, clip = clipOf(capture)): Promise<CutClip> => {
    await work().pinned(capture, { startAt: clip.actual.startAt, endAt: clip.actual.endAt, startOffsetSeconds: 1.5 });
    await work().finishing(capture);
    await work().complete(capture, clip);
    return clip;
  };

  const makeClip: CaptureFixture['makeClip'] = async (input) => {
    await press(sharer, input);
    return finish(await claimOne());
  };

  const addPoster = async (clipId: string): Promise<void> => {
    const file = { storagePath: `${clipId}.poster.jpg`, mimeType: 'image/jpeg', sizeBytes: 1000, checksum: 'cd' };
    const outcome = await createPrismaRenditionStore(db).addPictures(clipId, [{ ...file, purpose: 'POSTER' }]);
    if (outcome !== 'added') throw new Error(`The poster: ${outcome}`);
  };

  const addOutsider = async (): Promise<Actor> => {
    const { id } = await db.user.create({ data: { name: 'outsider', email: 'outsider@test.test' } });
    return { userId: id, isInstanceAdmin: false };
  };

  const quotaOf = (actor: Actor) => db.userReplayQuota.findUniqueOrThrow({ where: { userId: actor.userId } });

  const expectNoDrift = async (actor: Actor): Promise<void> => {
    const files = await db.file.aggregate({ where: { uploadedById: actor.userId }, _sum: { size: true } });
    const captures = await db.capture.aggregate({ where: { userId: actor.userId }, _sum: { reservedBytes: true } });
    const exports = await db.clipExport.aggregate({ where: { userId: actor.userId }, _sum: { reservedBytes: true } });
    const quota = await quotaOf(actor);
    const reserved = (captures._sum.reservedBytes ?? 0n) + (exports._sum.reservedBytes ?? 0n);
    const rows = { used: files._sum.size ?? 0n, reserved };
    if (quota.usedBytes !== rows.used || quota.reservedBytes !== rows.reserved)
      throw new Error(`The quota says ${quota.usedBytes} + ${quota.reservedBytes}, the rows ${rows.used} + ${rows.reserved}`);
  };

  const sessionId = await addSession(sharer);
  return {
    world,
    shares,
    deps,
    removed,
    sharer,
    sessionId,
    addSession,
    press,
    queue,
    work,
    claimOne,
    clipOf,
    makeClip,
    addPoster,
    addOutsider,
    finish,
    quotaOf,
    expectNoDrift,
  };
}

function clipOf(capture: ClaimedCapture, sizeBytes = 30_000_000): CutClip {
  const clipId = randomUUID();
  return {
    clipId,
    path: `/clips/${clipId}.mp4`,
    storagePath: `${capture.userId}/1-${clipId}.mp4`,
    sizeBytes,
    checksum: 'ab',
    durationSeconds: 60,
    actual: { startAt: capture.requestedStart.getTime(), endAt: capture.requestedEnd.getTime() },
    gaps: [{ startAt: capture.requestedStart.getTime() + 1000, endAt: capture.requestedStart.getTime() + 2000 }],
    complete: false,
    width: 1920,
    height: 1080,
  };
}
