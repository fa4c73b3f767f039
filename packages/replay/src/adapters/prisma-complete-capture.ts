import type { Db, DbTransaction, Prisma } from '@reprise/db';
import { estimateDerivedBytes } from '../captures/estimate-capture-bytes.ts';
import { shareMessage } from '../clips/share-message.ts';
import { ReplayError } from '../errors.ts';
import type { CutClip } from '../ports/capture-work.ts';
import type { LiveEvent } from '../schemas/event-schemas.ts';
import { clipChanged, messageChanged } from './library-events.ts';
import { captureChanged } from './prisma-capture-record.ts';
import { publishEvents } from './prisma-live-events.ts';
import { chargeBytes } from './prisma-quota-store.ts';

const captureInclude = {
  user: { select: { name: true } },
  session: { select: { roomName: true, user: { select: { name: true } } } },
} satisfies Prisma.CaptureInclude;
type FinishingCapture = Prisma.CaptureGetPayload<{ include: typeof captureInclude }>;

/**
 * Turns a capture into a clip: its MP4's row, clip, quota, message, events, in one transaction.
 * @throws ReplayError CAPTURE_CANCELLED when it is no longer this node's to finish, QUOTA_EXCEEDED when it became larger than
 * what was reserved and the quota leaves
 */
export async function completeCapture(db: Db, capture: { id: string; nodeId: string }, clip: CutClip): Promise<void> {
  try {
    await db.$transaction((tx) => completeInTransaction(tx, capture, clip));
  } catch (error) {
    // A connection lost at the commit leaves open whether it happened. When it did, the files must stay.
    const row = await db.capture.findUnique({ where: { id: capture.id }, select: { clipId: true } });
    if (row?.clipId !== clip.clipId) throw error;
  }
}

async function completeInTransaction(tx: DbTransaction, { id, nodeId }: { id: string; nodeId: string }, clip: CutClip): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM capture WHERE id = ${id} FOR UPDATE`;
  const capture = await tx.capture.findFirst({ where: { id, nodeId, status: 'finishing' }, include: captureInclude });
  if (!capture) throw new ReplayError('CAPTURE_CANCELLED');
  const gaps = clip.gaps.map(({ startAt, endAt }) => ({ startAt: new Date(startAt).toISOString(), endAt: new Date(endAt).toISOString() }));
  const actual = { actualStart: new Date(clip.actual.startAt), actualEnd: new Date(clip.actual.endAt) };
  const usedBytes = BigInt(clip.sizeBytes);
  await tx.replayClip.create({
    data: {
      id: clip.clipId,
      userId: capture.userId,
      communityId: capture.communityId,
      sessionId: capture.sessionId,
      roomName: capture.session.roomName,
      title: capture.title ?? `${capture.session.user.name}'s screen`,
      durationSeconds: clip.durationSeconds,
      capturedAt: capture.pressedAt,
      requestedStart: capture.requestedStart,
      requestedEnd: capture.requestedEnd,
      ...actual,
      gaps,
      complete: clip.complete,
      width: clip.width ?? null,
      height: clip.height ?? null,
      files: {
        create: {
          filename: `replay-${capture.requestedEnd.getTime()}.mp4`,
          mimeType: 'video/mp4',
          fileType: 'VIDEO',
          purpose: 'ORIGINAL',
          size: usedBytes,
          storagePath: clip.storagePath,
          checksum: clip.checksum,
          uploadedById: capture.userId,
        },
      },
    },
  });
  const kept = keepForDerived(capture.reservedBytes - usedBytes, clip);
  if (!(await chargeBytes(tx, capture.userId, capture.reservedBytes - kept, usedBytes))) throw new ReplayError('QUOTA_EXCEEDED');
  const messages = await shareInChannel(tx, capture, clip);
  const done = await tx.capture.update({
    where: { id },
    data: {
      status: 'done',
      progress: 1,
      ...actual,
      gaps,
      complete: clip.complete,
      clipId: clip.clipId,
      reservedBytes: kept,
      leaseUntil: null,
      finishedAt: new Date(),
    },
  });
  const { userId: actorId, communityId } = capture;
  const details = { captureId: id, clipId: clip.clipId, durationSeconds: clip.durationSeconds, sizeBytes: clip.sizeBytes };
  await tx.auditEvent.create({ data: { actorId, communityId, action: 'capture.done', details } });
  const changed = clipChanged({ id: clip.clipId, userId: capture.userId });
  await publishEvents(tx, [captureChanged(done), changed, ...messages, captureMade(capture, clip)]);
}

/** A channel that was deleted meanwhile costs the message, not the clip. */
async function shareInChannel(tx: DbTransaction, capture: FinishingCapture, clip: CutClip): Promise<LiveEvent[]> {
  const channelId = capture.targetChannelId;
  if (channelId === null || (await tx.channel.count({ where: { id: channelId } })) === 0) return [];
  const askedSeconds = (capture.requestedEnd.getTime() - capture.requestedStart.getTime()) / 1000;
  const text = shareMessage(askedSeconds, clip.durationSeconds);
  const { userId: authorId, communityId } = capture;
  const message = await tx.message.create({ data: { channelId, authorId, text, clipId: clip.clipId, hadClip: true } });
  const details = { clipId: clip.clipId, channelId, messageId: message.id };
  await tx.auditEvent.create({ data: { actorId: authorId, communityId, action: 'clip.share', details } });
  return [messageChanged(message, 'posted')];
}

/** What of the reservation stays until pictures and rendition are there: never more than is left. */
function keepForDerived(left: bigint, clip: CutClip): bigint {
  const wanted = BigInt(estimateDerivedBytes(clip));
  if (left <= 0n) return 0n;
  return left < wanted ? left : wanted;
}

/** Everybody in the call sees who captured. */
function captureMade(capture: FinishingCapture, clip: CutClip): LiveEvent {
  return {
    topic: `room:${capture.session.roomName}`,
    type: 'capture.made',
    payload: {
      captureId: capture.id,
      sessionId: capture.sessionId,
      byUserId: capture.userId,
      byUsername: capture.user.name,
      durationSeconds: clip.durationSeconds,
    },
  };
}
