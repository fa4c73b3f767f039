import type { Db } from '@reprise/db';
import {
  createMediaTools,
  createPrismaRenditionStore,
  describeFile,
  type LocalClipStorage,
  makeCompatibleRendition,
  makePictures,
} from '@reprise/replay/server';
import type { Logger } from 'pino';
import type { JobQueues, JobWork } from './job-queues.ts';

/** What is made of clips behind the captures. */
export interface ClipWork extends Pick<JobWork, 'makePictures' | 'makeRendition'> {
  /** Hands over the clips whose work is not done: a worker that dies between a clip's rows and its jobs leaves some. Answers how many. */
  queueMissing(queues: Pick<JobQueues, 'enqueuePictures' | 'enqueueRendition'>): Promise<number>;
}

export interface ClipWorkDeps {
  db: Db;
  storage: LocalClipStorage;
  log: Logger;
}

/** FFmpeg leaves the cores to recordings and cuts. */
const NICENESS = 10;

/** Pictures and renditions of clips. */
export function createClipWork({ db, storage, log }: ClipWorkDeps): ClipWork {
  const renditions = createPrismaRenditionStore(db);
  const deps = {
    ...{ renditions, storage, pathOf: storage.pathOf, describeFile },
    mediaTools: createMediaTools({ niceness: NICENESS }),
    onPictureFailed: (clipId: string, error: unknown) => log.warn({ clipId, err: error }, 'A picture of the clip could not be made'),
  };
  return {
    makePictures: (clipId, signal) => makePictures(deps, clipId, signal),
    makeRendition: (clipId, signal) => makeCompatibleRendition(deps, clipId, signal),
    queueMissing: async ({ enqueuePictures, enqueueRendition }) => {
      const missing = await renditions.listWithoutCompatible();
      for (const clipId of missing) {
        await enqueuePictures(clipId);
        await enqueueRendition(clipId);
      }
      return missing.length;
    },
  };
}
