import { setTimeout as delay } from 'node:timers/promises';
import { createPrismaReconcileStore, createPrismaStores, stopAllSessions } from '@reprise/replay/server';
import { z } from 'zod';
import { defineCommand } from './command.ts';
import { switchOption } from './options.ts';
import { count } from './output/format-values.ts';

const LOOK_EVERY_MS = 200;

/** Stops every replay buffer. */
export const stopAllCommand = defineCommand({
  name: 'stop-all',
  summary: 'Stop every replay buffer; what was not captured is lost',
  details: 'Finished clips and captures under way are not touched. The sharers may start again at once.',
  options: [
    ['--room <name>', 'only the buffers of this room'],
    ['--dry-run', 'tell what would be stopped, and stop nothing'],
  ],
  schema: z.object({ room: z.string().min(1).optional(), dryRun: switchOption }),
  run: async ({ db, now }, { room, dryRun }) => {
    const { listOpen } = createPrismaReconcileStore(db);
    const rooms = room === undefined ? undefined : [room];
    if (dryRun) {
      const open = (await listOpen(rooms)).map(({ id }) => id);
      return { data: { wouldStop: open }, text: `${count(open.length, 'buffer')} would be stopped.`, problems: 0 };
    }
    const pause = (): Promise<void> => delay(LOOK_EVERY_MS);
    const done = await stopAllSessions({ listOpen, sessions: createPrismaStores(db).sessions, now, pause }, rooms);
    const forced = `${count(done.forced.length, 'buffer')} without a worker ended in the database; the files go when it is back.`;
    const text = `${count(done.stopped.length, 'buffer')} stopped.`;
    return { data: done, text: done.forced.length === 0 ? text : `${text}\n${forced}`, problems: 0 };
  },
});
