import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { Db } from '@reprise/db';
import { z } from 'zod';

const DAY_MS = 86_400_000;
const tokenSchema = z.object({ token: z.string() });

/** Makes the demo look lived in: a real clip of the presenter's share, links, a failed capture, and clips of the last weeks. */
export async function fillDemo(db: Db, baseUrl: string): Promise<void> {
  const demo = await db.community.findFirstOrThrow({ where: { name: 'Demo' } });
  const admin = await db.user.findUniqueOrThrow({ where: { email: 'community-admin@demo.test' } });
  const session = await waitForBuffer(db, demo.id);
  await captureOnce(baseUrl, session.id);
  await db.communityInvite.createMany({
    data: [
      {
        code: 'friday-games',
        communityId: demo.id,
        createdById: admin.id,
        maxUses: 25,
        uses: 3,
        expiresAt: new Date(Date.now() + 7 * DAY_MS),
      },
      { code: 'last-week', communityId: demo.id, createdById: admin.id, uses: 8, revokedAt: new Date(Date.now() - DAY_MS) },
    ],
    skipDuplicates: true,
  });
  await addOlderClips(db, demo.id, session);
  const pressedAt = new Date(Date.now() - 3_600_000);
  await db.capture.create({
    data: {
      sessionId: session.id,
      communityId: demo.id,
      userId: admin.id,
      status: 'failed',
      pressedAt,
      requestedStart: new Date(pressedAt.getTime() - 120_000),
      requestedEnd: pressedAt,
      errorCode: 'CAPTURE_FAILED',
      errorMessage: 'Failed to process replay',
      attempts: 4,
      createdAt: pressedAt,
      finishedAt: pressedAt,
    },
  });
}

async function waitForBuffer(db: Db, communityId: string) {
  const find = () => db.egressSession.findFirst({ where: { communityId, status: 'active', bufferedTo: { not: null } } });
  await expect
    .poll(
      async () => {
        const session = await find();
        return session?.bufferedFrom && session.bufferedTo ? session.bufferedTo.getTime() - session.bufferedFrom.getTime() : 0;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(10_000);
  const session = await find();
  if (!session) throw new Error('The presenter’s buffer is gone');
  return session;
}

async function captureOnce(baseUrl: string, sessionId: string): Promise<void> {
  const signedIn = await fetch(`${baseUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: baseUrl },
    body: JSON.stringify({ email: 'admin@demo.test', password: 'replay-demo' }),
  });
  const { token } = tokenSchema.parse(await signedIn.json());
  const response = await fetch(`${baseUrl}/livekit-replay/capture`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ sessionId, durationSeconds: 10, title: 'What a move' }),
  });
  if (!response.ok) throw new Error(`The capture answered ${String(response.status)}: ${await response.text()}`);
}

/** Rows only, for the picture of a community's usage; they belong to the presenter, whose library nobody opens. */
async function addOlderClips(db: Db, communityId: string, session: { id: string; userId: string; roomName: string }): Promise<void> {
  let usedBytes = 0n;
  const counts = [0, 2, 1, 0, 0, 3, 5, 1, 0, 2, 4, 6, 2, 1, 0, 3, 2, 0, 1, 5, 3];
  for (const [index, count] of counts.entries()) {
    for (let clip = 0; clip < count; clip += 1) {
      const createdAt = new Date(Date.now() - (counts.length - index) * DAY_MS);
      const window = { requestedStart: createdAt, requestedEnd: createdAt, actualStart: createdAt, actualEnd: createdAt };
      const id = randomUUID();
      const size = BigInt(20_000_000 + index * 1_000_000);
      usedBytes += size;
      await db.replayClip.create({
        data: {
          id,
          userId: session.userId,
          communityId,
          roomName: session.roomName,
          title: 'Replay',
          durationSeconds: 60,
          capturedAt: createdAt,
          createdAt,
          gaps: [],
          complete: true,
          ...window,
          files: {
            create: {
              filename: 'replay.mp4',
              mimeType: 'video/mp4',
              fileType: 'VIDEO',
              size,
              checksum: 'ab',
              uploadedById: session.userId,
              purpose: 'ORIGINAL',
              storagePath: `${id}.mp4`,
            },
          },
        },
      });
    }
  }
  await db.userReplayQuota.upsert({
    where: { userId: session.userId },
    create: { userId: session.userId, quotaBytes: 5n * 1024n ** 3n, usedBytes },
    update: { usedBytes: { increment: usedBytes } },
  });
}
