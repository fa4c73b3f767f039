import { partDuration, readParts } from '@reprise/recorder/cmaf';
import { open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BufferTrack, OpenBufferSegment } from '../buffer/index.ts';

const startOf = (name: string): number => Number(/^segment-(\d+)\.m4s$/.exec(name)?.[1] ?? Number.NaN);

/**
 * Segments on disk that no playlist lists: the ones a recorder described after a flush, and those of a recorder that died
 * or does not answer. Whole parts count, a torn tail does not. Older leftovers, delisted by retention, are not among them.
 */
export async function findUnlistedSegments(
  bufferDirectory: string,
  { tracks, flushed, timelineZeroMs }: { tracks: readonly BufferTrack[]; flushed: readonly OpenBufferSegment[]; timelineZeroMs: number },
): Promise<OpenBufferSegment[]> {
  const directories = (await readdir(bufferDirectory, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const found = await Promise.all(
    directories.map(async ({ name }) => {
      const directory = join(bufferDirectory, name);
      const listed = tracks.find((track) => track.name === name)?.segments ?? [];
      const newest = Math.max(-1, ...listed.map((segment) => startOf(basename(segment.path))));
      const names = await readdir(directory);
      const inits = names.flatMap((file) => /^init-(\d+)\.mp4$/.exec(file)?.[1] ?? []).map(Number);
      if (inits.length === 0) return [];
      const initPath = join(directory, `init-${Math.max(...inits)}.mp4`);
      const unlisted = names.filter((file) => startOf(file) > newest).sort((a, b) => startOf(a) - startOf(b));
      const segments: OpenBufferSegment[] = [];
      for (const file of unlisted) {
        const path = join(directory, file);
        const known = flushed.find((segment) => segment.path === path);
        const onDisk = await describeParts(path, {
          limitBytes: known?.bytes,
          timelineZeroMs,
          timescale: name.startsWith('audio') ? 48_000 : 90_000,
        });
        if (!onDisk) continue;
        segments.push({ track: name, path, initPath, epoch: listed.at(-1)?.epoch ?? 0, discontinuity: false, ...known, ...onDisk });
      }
      return segments;
    }),
  );
  return found.flat();
}

async function describeParts(
  path: string,
  { limitBytes, timelineZeroMs, timescale }: { limitBytes: number | undefined; timelineZeroMs: number; timescale: number },
) {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return undefined;
  try {
    const parts = readParts(file.fd, limitBytes ?? (await file.stat()).size);
    const first = parts[0];
    const last = parts.at(-1);
    if (!first || !last) return undefined;
    const toWallMs = (ticks: number): number => timelineZeroMs + (ticks * 1000) / timescale;
    return {
      startsAt: toWallMs(first.dts),
      endsAt: toWallMs(last.dts + partDuration(last)),
      bytes: last.endOffset,
      independent: first.keyframes[0] === 1,
    };
  } finally {
    await file.close();
  }
}
