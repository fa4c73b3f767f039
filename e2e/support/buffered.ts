import { expect } from '@playwright/test';
import type { Db } from '@reprise/db';

/** Waits until the product itself says that this much is buffered. */
export async function waitUntilBuffered(db: Db, userId: string, bufferedMs: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const session = await db.egressSession.findFirst({ where: { userId }, orderBy: { startedAt: 'desc' } });
        if (!session?.bufferedFrom || !session.bufferedTo) return 0;
        return session.bufferedTo.getTime() - session.bufferedFrom.getTime();
      },
      { timeout: bufferedMs + 60_000, intervals: [500] },
    )
    .toBeGreaterThanOrEqual(bufferedMs);
}
