import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { createPrismaRenditionStore } from '../adapters/prisma-rendition-store.ts';
import { createPrismaStores } from '../adapters/create-prisma-stores.ts';
import { type CaptureFixture, createCaptureFixture } from '../testing/capture-fixture.ts';
import { createClipLink, listClipLinks, type LinkDeps, revokeClipLink } from './clip-links.ts';
import { findLinkFile, openClipLink } from './open-clip-link.ts';

let database: TestDatabase;
let capturing: CaptureFixture;
let deps: LinkDeps;
let clipId: string;
let reader: Actor;
let now: Date;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.reset();
  capturing = await createCaptureFixture(database.db);
  now = new Date();
  deps = { ...capturing.deps, links: createPrismaStores(database.db).links, now: () => now };
  await capturing.press(capturing.sharer, { shareOption: 'channel', targetChannelId: capturing.world.textChannelId });
  clipId = (await capturing.finish(await capturing.claimOne())).clipId;
  await capturing.addPoster(clipId);
  reader = await capturing.world.addMember('reader', []);
});

const make = async (expiresInHours: number | null = 24) => {
  const link = await createClipLink(deps, capturing.sharer, { clipId, expiresInHours });
  return { ...link, token: link.path.replace('/c/', '') };
};
const addRendition = () =>
  createPrismaRenditionStore(database.db).addCompatible(clipId, {
    storagePath: 'aac.mp4',
    mimeType: 'video/mp4',
    sizeBytes: 5000,
    checksum: 'ef',
  });

describe('a public link', () => {
  test('shows the rendition once it is there, and nothing but it and the poster', async () => {
    const { token } = await make();
    expect(await openClipLink(deps, token)).toMatchObject({ state: 'preparing', hasPoster: true, durationSeconds: 60 });
    await expect(findLinkFile(deps, token, 'video')).rejects.toMatchObject({ code: 'CLIP_NOT_READY' });
    await addRendition();
    const shown = await openClipLink(deps, token);
    expect(shown.state).toBe('ready');
    expect(Object.keys(shown).sort()).toEqual(['capturedAt', 'durationSeconds', 'hasPoster', 'height', 'state', 'title', 'width']);
    expect(await findLinkFile(deps, token, 'video')).toMatchObject({ storagePath: 'aac.mp4' });
    expect(await findLinkFile(deps, token, 'poster')).toMatchObject({ mimeType: 'image/jpeg' });
    expect(await listClipLinks(deps, capturing.sharer, clipId)).toMatchObject({ isAllowed: true, links: [{ viewCount: 1 }] });
  });

  test('is kept as a hash only', async () => {
    const { token } = await make();
    const rows = await database.db.clipLink.findMany();
    expect(rows[0]?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    const everything = JSON.stringify(
      [rows, await database.db.auditEvent.findMany(), await database.db.liveEvent.findMany()],
      (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value),
    );
    expect(everything).not.toContain(token);
  });

  test('ends when it expires, is revoked, or its clip is deleted', async () => {
    const [first, second] = [await make(1), await make(null)];
    now = new Date(now.getTime() + 60 * 60_000);
    await expect(openClipLink(deps, first.token)).rejects.toMatchObject({ code: 'LINK_ENDED', details: { reason: 'expired' } });
    await openClipLink(deps, second.token);
    expect(await revokeClipLink(deps, capturing.sharer, second.id)).toMatchObject({ state: 'revoked' });
    await revokeClipLink(deps, capturing.sharer, second.id);
    for (const ask of [() => openClipLink(deps, second.token), () => findLinkFile(deps, second.token, 'poster')]) {
      await expect(ask()).rejects.toMatchObject({ code: 'LINK_ENDED', details: { reason: 'revoked' } });
    }
    expect(await database.db.auditEvent.count({ where: { action: 'link.revoke' } })).toBe(1);
    await database.db.replayClip.delete({ where: { id: clipId } });
    await expect(openClipLink(deps, second.token)).rejects.toMatchObject({ code: 'LINK_NOT_FOUND' });
  });

  test('stops while the community forbids links, and works again when it allows them', async () => {
    const { token } = await make();
    await database.db.communityReplayConfig.updateMany({ data: { publicLinksAllowed: false } });
    await expect(openClipLink(deps, token)).rejects.toMatchObject({ code: 'LINK_ENDED', details: { reason: 'forbidden' } });
    await expect(findLinkFile(deps, token, 'poster')).rejects.toMatchObject({ code: 'LINK_ENDED' });
    await expect(make()).rejects.toMatchObject({ code: 'LINKS_FORBIDDEN' });
    expect(await listClipLinks(deps, capturing.sharer, clipId)).toMatchObject({ isAllowed: false });
    await database.db.communityReplayConfig.updateMany({ data: { publicLinksAllowed: true } });
    expect(await openClipLink(deps, token)).toMatchObject({ hasPoster: true });
  });

  test('is made, seen and revoked by the owner only', async () => {
    const { id } = await make();
    await expect(createClipLink(deps, reader, { clipId, expiresInHours: null })).rejects.toMatchObject({ code: 'NOT_CLIP_OWNER' });
    await expect(listClipLinks(deps, reader, clipId)).rejects.toMatchObject({ code: 'NOT_CLIP_OWNER' });
    await expect(revokeClipLink(deps, reader, id)).rejects.toMatchObject({ code: 'LINK_NOT_FOUND' });
  });

  test('is not guessed', async () => {
    await make();
    for (const token of ['', 'x', '../../etc/passwd', 'A'.repeat(43), 'A'.repeat(5000)]) await expectUnknown(token);
  });

  async function expectUnknown(token: string): Promise<void> {
    await expect(openClipLink(deps, token)).rejects.toMatchObject({ code: 'LINK_NOT_FOUND' });
    await expect(findLinkFile(deps, token, 'video')).rejects.toMatchObject({ code: 'LINK_NOT_FOUND' });
  }
});
