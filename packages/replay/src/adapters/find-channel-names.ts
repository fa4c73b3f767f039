import type { Db } from '@reprise/db';

/** The names of the channels that are sessions' rooms, by id; a channel may be gone while its session still ends. */
export async function findChannelNames(db: Db, rows: ReadonlyArray<{ roomName: string }>): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map((row) => row.roomName))];
  const channels = await db.channel.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(channels.map(({ id, name }) => [id, name]));
}
