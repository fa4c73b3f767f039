import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import type { MediaTools } from '../ports/media-tools.ts';
import type { PosterMaker } from '../ports/poster-maker.ts';
import { describeFile } from './capture-files.ts';

/** Decoding to a frame far from its keyframe takes a core for a moment. */
const postersAtOnce = 2;

/** Posters by FFmpeg. `pathOf` gives the absolute path of a storage path. */
export function createPosterMaker(mediaTools: Pick<MediaTools, 'frame'>, pathOf: (storagePath: string) => string): PosterMaker {
  const limit = pLimit(postersAtOnce);
  return {
    make: (originalStoragePath, atSeconds) =>
      limit(async () => {
        const storagePath = `${originalStoragePath.replace(/\.mp4$/, '')}.poster-${randomUUID()}.jpg`;
        const output = pathOf(storagePath);
        await mediaTools.frame({ input: pathOf(originalStoragePath), output, atSeconds });
        return { storagePath, mimeType: 'image/jpeg', ...(await describeFile(output)) };
      }),
  };
}
