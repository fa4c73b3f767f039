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
import { type ClipQueue, startClipQueue } from './clip-queue.ts';

/** Pictures and renditions of clips, made behind the captures. */
export interface BackgroundClipWork extends ClipQueue {
  /** Asks for what is missing: a worker that dies between a clip's rows and its jobs leaves a clip without them. */
  enqueueMissing(): Promise<{ queuedRenditions: number }>;
}

export interface ClipWorkOptions {
  db: Db;
  databaseUrl: string;
  storage: LocalClipStorage;
  log: Logger;
}

/** They leave the cores to recordings and cuts. */
const NICENESS = 10;

/** Starts it. */
export async function createClipWork({ db, databaseUrl, storage, log }: ClipWorkOptions): Promise<BackgroundClipWork> {
  const renditions = createPrismaRenditionStore(db);
  const deps = {
    renditions,
    mediaTools: createMediaTools({ niceness: NICENESS }),
    storage,
    pathOf: storage.pathOf,
    describeFile,
    onPictureFailed: (clipId: string, error: unknown) => log.warn({ clipId, err: error }, 'A picture of the clip could not be made'),
  };
  const queue = await startClipQueue(
    databaseUrl,
    {
      pictures: (clipId, signal) => makePictures(deps, clipId, signal),
      rendition: (clipId, signal) => makeCompatibleRendition(deps, clipId, signal),
    },
    log,
  );
  return {
    ...queue,
    enqueueMissing: async () => {
      const missing = await renditions.listWithoutCompatible();
      for (const clipId of missing) await queue.enqueue(clipId);
      return { queuedRenditions: missing.length };
    },
  };
}
