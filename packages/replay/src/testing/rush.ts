/**
 * One of several processes that ask at one instant; run by rush.integration.test.ts. It says "ready", waits for a line
 * on stdin, asks everything at once and prints how often it was answered how, as JSON.
 */
import { once } from 'node:events';
import { createDb } from '@reprise/db';
import { z } from 'zod';
import { createPrismaStores } from '../adapters/create-prisma-stores.ts';
import { requestCapture } from '../captures/request-capture.ts';
import { ReplayError } from '../errors.ts';
import { captureInputSchema } from '../schemas/capture-schemas.ts';
import { startSession } from '../sessions/start-session.ts';
import { createFakeRooms, noSignals } from './test-world.ts';

const rushSchema = z.object({
  url: z.string(),
  /** Whoever asks, once for every entry. */
  userIds: z.array(z.string()),
  roomName: z.string(),
  /** Given: they capture this session. Otherwise they start their own. */
  sessionId: z.string().optional(),
});

const rush = rushSchema.parse(JSON.parse(process.argv[2] ?? ''));
const db = createDb(rush.url, { max: 8 });
const shares = new Map(rush.userIds.map((userId) => [userId, { videoTrackId: 'TR_video' }]));
const deps = {
  ...createPrismaStores(db),
  rooms: createFakeRooms(shares),
  recorder: 'direct' as const,
  defaultQuotaBytes: 500_000_000,
  bufferDurationMs: 600_000,
  now: () => new Date(),
  signals: noSignals,
};
const { roomName, sessionId } = rush;
const ask = (userId: string): Promise<unknown> => {
  const actor = { userId, isInstanceAdmin: false };
  if (sessionId === undefined) return startSession(deps, actor, { roomName });
  return requestCapture(deps, actor, captureInputSchema.parse({ sessionId, durationMinutes: 1 }));
};

await db.user.count();
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const answers = await Promise.all(
  rush.userIds.map((userId) =>
    ask(userId).then(
      () => 'accepted',
      (error: unknown) => (error instanceof ReplayError ? error.code : String(error)),
    ),
  ),
);
process.stdout.write(`${JSON.stringify(answers)}\n`);
await db.$disconnect();
process.stdin.destroy();
