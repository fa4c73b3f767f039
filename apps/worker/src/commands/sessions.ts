import { createPrismaOperatorStore } from '@reprise/replay/server';
import { z } from 'zod';
import { defineCommand } from './command.ts';
import { countOption } from './options.ts';
import { formatTable, right } from './output/format-table.ts';
import { count, formatBytes, formatSpan } from './output/format-values.ts';

/** Lists the replay buffers there are. */
export const sessionsCommand = defineCommand({
  name: 'sessions',
  summary: 'List the replay buffers that run, and on request those that are over',
  options: [['--ended <count>', 'also this many of the newest that are over']],
  schema: z.object({ ended: countOption(0, 10_000) }),
  run: async ({ db, now }, { ended }) => {
    const sessions = await createPrismaOperatorStore(db).listSessions({ ended });
    const data = sessions.map(({ segmentPath: _path, ...session }) => ({ ...session, bufferedMs: bufferedMs(session) }));
    const rows = sessions.map((session) => [
      session.id,
      session.status,
      session.username,
      session.roomName,
      session.media?.video ? `${session.media.video.width}x${session.media.video.height} ${session.media.video.codec}` : '-',
      formatSpan(now() - session.startedAt.getTime()),
      formatSpan(bufferedMs(session)),
      formatBytes(session.bufferBytes),
      session.reason ?? '',
    ]);
    const columns = ['session', 'status', 'person', 'room', 'picture', right('started'), right('buffered'), right('size'), 'reason'];
    const text = rows.length === 0 ? 'No replay buffer runs.' : `${formatTable(columns, rows)}\n\n${count(rows.length, 'session')}`;
    return { data, text, problems: 0 };
  },
});

function bufferedMs({ bufferedFrom, bufferedTo }: { bufferedFrom: Date | null; bufferedTo: Date | null }): number {
  return bufferedFrom && bufferedTo ? bufferedTo.getTime() - bufferedFrom.getTime() : 0;
}
