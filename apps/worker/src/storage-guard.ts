import { markStorage, measureStorage, type NodeStore, type StorageHealth } from '@reprise/replay/server';
import type { Logger } from 'pino';
import type { WorkerMetrics } from './metrics/create-worker-metrics.ts';

export interface StorageGuardDeps {
  paths: { buffer: string; storage: string };
  node: Pick<NodeStore, 'dropOldestGrace'>;
  metrics: Pick<WorkerMetrics, 'storage'>;
  log: Logger;
}

/** Keeps recordings from filling the disks they need. */
export interface StorageGuard {
  /** Whether new recordings may begin. */
  isOpen(): boolean;
  /** Looks; when the disk is full, ends the grace that is oldest. Clips are never touched. */
  look(): Promise<{ buffer: StorageHealth; clips: StorageHealth }>;
  /** The scheduled look, which says every time what is wrong. */
  check(): Promise<Record<string, number>>;
}

/** Watches the disks of buffers and clips. */
export function createStorageGuard({ paths, node, metrics, log }: StorageGuardDeps): StorageGuard {
  let isOpen = true;
  let dropped = 0;
  /** Paths whose file systems bear the mark: without it they are gone. */
  const marked = new Set<string>();
  const measure = async (path: string): Promise<StorageHealth> => {
    if (!marked.has(path) && (await markStorage(path))) marked.add(path);
    return await measureStorage(path, { isMarked: marked.has(path) });
  };
  const look = async (): Promise<{ buffer: StorageHealth; clips: StorageHealth }> => {
    const [buffer, clips] = await Promise.all([measure(paths.buffer), measure(paths.storage)]);
    metrics.storage('buffer', buffer);
    metrics.storage('clips', clips);
    const wasOpen = isOpen;
    isOpen = buffer.state === 'ok' && clips.state === 'ok';
    if (wasOpen !== isOpen) tell(buffer, clips);
    if (buffer.state === 'full') {
      const sessionId = await node.dropOldestGrace();
      if (sessionId !== null) {
        dropped += 1;
        log.warn({ sessionId }, 'The disk is full: the oldest buffer in grace is dropped');
      }
    }
    return { buffer, clips };
  };
  const tell = (buffer: StorageHealth, clips: StorageHealth): void => {
    if (isOpen) log.info({ buffer, clips }, 'The storage is well: new recordings may begin');
    else log.error({ buffer, clips }, 'The storage is not well: no new recordings begin');
  };
  return {
    isOpen: () => isOpen,
    look,
    check: async () => {
      const { buffer, clips } = await look();
      if (!isOpen) tell(buffer, clips);
      const droppedBuffers = dropped;
      dropped = 0;
      return { droppedBuffers };
    },
  };
}
