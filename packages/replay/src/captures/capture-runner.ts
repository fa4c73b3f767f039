import { coalesceCalls } from '../coalesce-calls.ts';
import type { ClaimedCapture } from '../ports/capture-work.ts';
import { type RunCaptureDeps, runCapture } from './run-capture.ts';

/** The claiming side of captures. */
export interface CaptureQueue {
  /** Takes up to `limit` captures whose buffers are on this node: new ones and those whose worker is gone. */
  claim(limit: number): Promise<ClaimedCapture[]>;
  /** Keeps ours; returns those that were cancelled meanwhile. */
  renew(captureIds: string[]): Promise<{ cancelled: string[] }>;
  release(captureIds: string[]): Promise<void>;
}

export interface CaptureRunner {
  /** Claims what is queued and aborts what was cancelled. Overlapping calls are one. */
  tick(): Promise<void>;
  count(): number;
  /** Waits for what runs, up to `timeoutMs`, then aborts it and gives it back. */
  close(timeoutMs: number): Promise<void>;
}

/** How many captures a node carries at once; more wait in the table. */
const CAPTURES_AT_ONCE = 64;

/** Every capture this node carries. */
export function createCaptureRunner(deps: RunCaptureDeps & { queue: CaptureQueue }): CaptureRunner {
  const running = new Map<string, { abort: AbortController; done: Promise<void> }>();
  let isClosed = false;

  const begin = (capture: ClaimedCapture): void => {
    const abort = new AbortController();
    const done = runCapture(deps, capture, abort.signal).finally(() => {
      running.delete(capture.id);
    });
    running.set(capture.id, { abort, done });
  };

  const tick = coalesceCalls(async () => {
    const { cancelled } = await deps.queue.renew([...running.keys()]);
    for (const id of cancelled) running.get(id)?.abort.abort();
    if (isClosed) return;
    for (const capture of await deps.queue.claim(CAPTURES_AT_ONCE - running.size)) {
      if (!running.has(capture.id)) begin(capture);
    }
  });

  return {
    tick,
    count: () => running.size,
    close: async (timeoutMs) => {
      isClosed = true;
      await tick();
      const all = Promise.all([...running.values()].map((capture) => capture.done));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), timeoutMs);
      });
      if ((await Promise.race([all, late])) === 'late') await deps.queue.release([...running.keys()]);
      clearTimeout(timer);
    },
  };
}
