import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Db } from '@reprise/db';
import { runOrThrow } from '../../scripts/stack/run-command.ts';

/** Media that seeded clips are made of: a few seconds of a test picture with a tone, its poster and its storyboard. */
export interface SampleMedia {
  video: string;
  poster: string;
  storyboard: string;
  durationSeconds: number;
}

const durationSeconds = 6;

/** Calm pictures that can be told apart. */
const palettes = [
  'nb_colors=3:c0=0x0b3d3a:c1=0x12806f:c2=0xbfe3d0:seed=7',
  'nb_colors=3:c0=0x1d2b53:c1=0x4a6fa5:c2=0xe8d8c3:seed=11',
  'nb_colors=3:c0=0x3b1c32:c1=0xa23e48:c2=0xf2c57c:seed=3',
  'nb_colors=3:c0=0x14213d:c1=0x2a9d8f:c2=0xe9c46a:seed=19',
  'nb_colors=3:c0=0x22223b:c1=0x7d5ba6:c2=0xdad7cd:seed=23',
];

/** Encodes the sample once into a directory; `look` chooses its colours. */
export async function makeSampleMedia(directory: string, look = 0): Promise<SampleMedia> {
  await mkdir(directory, { recursive: true });
  const media = {
    video: join(directory, 'sample.mp4'),
    poster: join(directory, 'sample-poster.jpg'),
    storyboard: join(directory, 'sample-storyboard.jpg'),
    durationSeconds,
  };
  const colours = palettes[look % palettes.length] ?? '';
  const picture = ['-f', 'lavfi', '-i', `gradients=s=1280x720:r=30:d=${String(durationSeconds)}:${colours}:speed=0.03`];
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${String(durationSeconds)}`];
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '4M', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart'];
  await runOrThrow('ffmpeg', ['-v', 'error', '-y', ...picture, ...sound, ...encode, media.video]);
  await runOrThrow('ffmpeg', ['-v', 'error', '-y', '-ss', '2', '-i', media.video, '-frames:v', '1', '-q:v', '3', media.poster]);
  const tiles = `fps=25/${String(durationSeconds)},scale=320:-2,tile=5x5`;
  await runOrThrow('ffmpeg', ['-v', 'error', '-y', '-i', media.video, '-vf', tiles, '-frames:v', '1', '-q:v', '4', media.storyboard]);
  return media;
}

/** Clips to put into somebody's library. */
export interface SeededClips {
  userId: string;
  communityId: string;
  roomName: string;
  titles: string[];
  /** The first is made this long ago, each further one an hour earlier. */
  newestAt?: Date;
  /** Without it only the clip as cut is there, as right after a capture. */
  isCompatible?: boolean;
}

const hourMs = 60 * 60_000;
const quotaBytes = 5n * 1024n ** 3n;

/** Puts finished clips into the library as captures would have: rows, quota, and files on the disk. Answers their ids in order. */
export async function seedClips(db: Db, storagePath: string, media: SampleMedia, clips: SeededClips): Promise<string[]> {
  const { userId, communityId, roomName, titles, newestAt = new Date(), isCompatible = true } = clips;
  const purposes = [
    { purpose: 'ORIGINAL', path: media.video, suffix: '.mp4', mimeType: 'video/mp4', fileType: 'VIDEO' },
    ...(isCompatible
      ? [{ purpose: 'COMPATIBLE', path: media.video, suffix: '.compatible.mp4', mimeType: 'video/mp4', fileType: 'VIDEO' } as const]
      : []),
    { purpose: 'POSTER', path: media.poster, suffix: '-poster.jpg', mimeType: 'image/jpeg', fileType: 'IMAGE' },
    { purpose: 'STORYBOARD', path: media.storyboard, suffix: '-storyboard.jpg', mimeType: 'image/jpeg', fileType: 'IMAGE' },
  ] as const;
  const described = await Promise.all(
    purposes.map(async (file) => ({
      ...file,
      size: BigInt((await stat(file.path)).size),
      checksum: createHash('sha256')
        .update(await readFile(file.path))
        .digest('hex'),
    })),
  );
  const ids: string[] = [];
  for (const [index, title] of titles.entries()) {
    const id = randomUUID();
    const at = new Date(newestAt.getTime() - index * hourMs);
    const window = { start: new Date(at.getTime() - media.durationSeconds * 1000), end: at };
    const files = described.map(({ path, suffix, ...file }) => ({ path, file, storagePath: `${userId}/${id}${suffix}` }));
    for (const { path, storagePath: stored } of files) {
      await mkdir(dirname(join(storagePath, stored)), { recursive: true });
      await copyFile(path, join(storagePath, stored));
    }
    await db.replayClip.create({
      data: {
        ...{ id, userId, communityId, roomName, title, durationSeconds: media.durationSeconds, capturedAt: at, createdAt: at },
        ...{ requestedStart: window.start, requestedEnd: window.end, actualStart: window.start, actualEnd: window.end },
        ...{ gaps: [], complete: true, width: 1280, height: 720, sizeBytes: described[0]?.size ?? 0n },
        files: {
          create: files.map(({ file, storagePath: stored }) => ({
            ...file,
            filename: `replay-${id}`,
            storagePath: stored,
            uploadedById: userId,
          })),
        },
      },
    });
    ids.push(id);
  }
  const usedBytes = described.reduce((sum, { size }) => sum + size, 0n) * BigInt(titles.length);
  await db.userReplayQuota.upsert({
    where: { userId },
    create: { userId, quotaBytes, usedBytes },
    update: { usedBytes: { increment: usedBytes } },
  });
  return ids;
}
