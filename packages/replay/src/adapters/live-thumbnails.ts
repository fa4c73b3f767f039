import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import pLimit from 'p-limit';
import type { BufferSegment } from '../buffer/index.ts';
import { isErrorCode } from './error-code.ts';
import { makeKeyframeThumbnail } from './keyframe-thumbnail.ts';

/** One decoder at a time: recordings come first, and a timeline shows a dozen of them. */
const picturesAtOnce = 1;

/**
 * Pictures of a buffer's segments, made when somebody looks and kept in the buffer's own directory, so that they go with
 * it; those of segments that retention took are removed as others come.
 */
export function createLiveThumbnails() {
  const limit = pLimit(picturesAtOnce);
  const making = new Map<string, Promise<string | undefined>>();
  return {
    /** The file of a listed segment's picture; `name` is the segment's file name without its extension. */
    find: async (directory: string, segments: readonly BufferSegment[], name: string): Promise<string | undefined> => {
      const path = join(directory, 'thumbnails', `${name}.jpg`);
      if (await exists(path)) return path;
      const segment = segments.find((listed) => nameOf(listed) === name);
      if (!segment) return undefined;
      const begun = making.get(path) ?? limit(() => make(directory, path, { segment, segments }));
      making.set(path, begun);
      return begun.finally(() => making.delete(path));
    },
  };
}

const nameOf = (segment: BufferSegment): string => basename(segment.path, '.m4s');

async function make(
  directory: string,
  path: string,
  { segment, segments }: { segment: BufferSegment; segments: readonly BufferSegment[] },
): Promise<string | undefined> {
  const picture = await makeKeyframeThumbnail(segment);
  if (!picture) return undefined;
  try {
    // Not recursive: a buffer that was deleted meanwhile must not come back as an empty directory.
    await mkdir(join(directory, 'thumbnails')).catch((error: unknown) => {
      if (!isErrorCode(error, 'EEXIST')) throw error;
    });
    await writeFile(`${path}.tmp`, picture);
    await rename(`${path}.tmp`, path);
    await removeOthers(join(directory, 'thumbnails'), new Set(segments.map((listed) => `${nameOf(listed)}.jpg`)));
    return path;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function removeOthers(directory: string, wanted: ReadonlySet<string>): Promise<void> {
  const stale = (await readdir(directory)).filter((name) => name.endsWith('.jpg') && !wanted.has(name));
  await Promise.all(stale.map((name) => rm(join(directory, name), { force: true })));
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
