import type { CaptureStatus, Db } from '@reprise/db';

/** A press and what became of it. Wall clock, ms. */
export interface PressedCapture {
  id: string;
  pressedMs: number;
  /** When the capture was known to be at a status or beyond. @throws Error when it failed or took too long */
  reached(status: 'cutting' | 'finishing' | 'done'): Promise<number>;
}

const order: readonly CaptureStatus[] = ['queued', 'pinning', 'cutting', 'finishing', 'done'];
const timeoutMs = 60_000;

interface WatchOptions {
  db: Db;
  /** Called whenever the product announced something. */
  watchers: Map<string, () => void>;
  id: string;
  pressedMs: number;
}

/** Follows a capture by the announcements that also reach people's pages; the instant is that of the announcement. */
export function watchCapture({ db, watchers, id, pressedMs }: WatchOptions): PressedCapture {
  const reachedAt = new Map<CaptureStatus, number>();
  const waiting = new Set<() => void>();
  let failure: string | undefined;

  async function look(): Promise<void> {
    const heardAt = Date.now();
    const row = await db.capture.findUnique({ where: { id } });
    if (row?.status === 'failed') failure = row.errorCode ?? 'failed';
    const rank = row ? order.indexOf(row.status) : -1;
    for (const status of order.slice(0, rank + 1)) {
      if ((reachedAt.get(status) ?? Number.POSITIVE_INFINITY) > heardAt) reachedAt.set(status, heardAt);
    }
    if (row?.status === 'done' || failure !== undefined) watchers.delete(id);
    for (const wake of waiting) wake();
  }

  watchers.set(id, () => void look().catch((error: unknown) => (failure = String(error))));
  return {
    id,
    pressedMs,
    async reached(status) {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const at = reachedAt.get(status);
        if (at !== undefined) return at;
        if (failure !== undefined) throw new Error(`The capture failed: ${failure}`);
        if (performance.now() > deadline) throw new Error(`The capture was not ${status} in time`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(wake, 1_000);
          function wake(): void {
            clearTimeout(timer);
            waiting.delete(wake);
            resolve();
          }
          waiting.add(wake);
        });
        if (!reachedAt.has(status)) await look();
      }
    },
  };
}
