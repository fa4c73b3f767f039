import { randomUUID } from 'node:crypto';
import type { Db } from '@reprise/db';
import { type Person, signIn, signUp } from './support/person.ts';
import { expect, test } from './support/test.ts';

const minute = 60_000;

/** A clip as it is right after the capture, shared in the community's text channel: its rows, without bytes. */
async function addFreshClip(db: Db, communityId: string, owner: Person): Promise<{ clipId: string; fileId: string }> {
  const [clipId, fileId] = [randomUUID(), randomUUID()];
  const channel = await db.channel.findFirstOrThrow({ where: { communityId, kind: 'TEXT' } });
  const end = new Date();
  const start = new Date(end.getTime() - minute);
  const file = {
    filename: 'replay.mp4',
    mimeType: 'video/mp4',
    fileType: 'VIDEO',
    size: 1n,
    checksum: 'ab',
    uploadedById: owner.id,
  } as const;
  await db.replayClip.create({
    data: {
      id: clipId,
      userId: owner.id,
      communityId,
      roomName: 'stage',
      title: 'A great save',
      durationSeconds: 60,
      capturedAt: end,
      requestedStart: start,
      requestedEnd: end,
      actualStart: start,
      actualEnd: end,
      gaps: [],
      complete: true,
      files: { create: { ...file, id: fileId, purpose: 'ORIGINAL', storagePath: `${owner.id}/${clipId}.mp4` } },
    },
  });
  await db.message.create({ data: { channelId: channel.id, authorId: owner.id, text: 'look', clipId, hadClip: true } });
  return { clipId, fileId };
}

test('somebody else’s clip says that it is being prepared, and plays without a reload once it is', async ({
  page,
  stack,
  db,
  community,
}) => {
  const [owner, reader] = [await signUp(stack.baseUrl, 'Olga Owner'), await signUp(stack.baseUrl, 'Rita Reader')];
  await community.join(owner.id, 'moderator');
  await community.join(reader.id, 'member');
  const { clipId, fileId } = await addFreshClip(db, community.id, owner);

  const early = await fetch(`${stack.baseUrl}/file/${fileId}`, { headers: { authorization: `Bearer ${reader.token}` } });
  expect(early.status).toBe(409);
  expect(await early.json()).toEqual({ code: 'CLIP_NOT_READY', message: 'The clip is being prepared' });
  expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0);

  await signIn(page.context(), stack.baseUrl, reader);
  await page.goto(`${stack.baseUrl}/clips/${clipId}`);
  await expect(page.getByRole('heading', { name: 'A great save' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'The clip is being prepared' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Download' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Delete' })).toHaveCount(0);

  const storagePath = `${owner.id}/${clipId}.compatible.mp4`;
  const rendition = { filename: 'replay.mp4', mimeType: 'video/mp4', fileType: 'VIDEO', size: 1n, checksum: 'cd' } as const;
  await db.file.create({ data: { ...rendition, purpose: 'COMPATIBLE', storagePath, resourceId: clipId, uploadedById: owner.id } });
  await expect(page.locator('video')).toHaveCount(1, { timeout: 15_000 });
  await expect(page.getByText('The clip is being prepared')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Download' })).toBeVisible();
});

test('somebody else’s clip whose version for others was given up says so, also in the channel', async ({ page, stack, db, community }) => {
  const [owner, reader] = [await signUp(stack.baseUrl, 'Olga Owner'), await signUp(stack.baseUrl, 'Rita Reader')];
  await community.join(owner.id, 'moderator');
  await community.join(reader.id, 'member');
  const { clipId } = await addFreshClip(db, community.id, owner);
  await db.replayClip.update({ where: { id: clipId }, data: { renditionAttempts: 5 } });

  await signIn(page.context(), stack.baseUrl, reader);
  await page.goto(`${stack.baseUrl}/clips/${clipId}`);
  await expect(page.getByRole('status').filter({ hasText: 'Ask whoever captured it' })).toBeVisible();
  const channel = await db.channel.findFirstOrThrow({ where: { communityId: community.id, kind: 'TEXT' } });
  await page.goto(`${stack.baseUrl}/channels/${channel.id}`);
  await expect(page.getByText('It could not be prepared for watching here')).toBeVisible();
});
