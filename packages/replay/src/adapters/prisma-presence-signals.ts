import type { Db } from '@reprise/db';
import { signalEvent } from './prisma-live-events.ts';

/** Tells everybody who may see a call that somebody came, went, or began or ended a share. Rooms of nobody's are ignored. */
export async function signalPresence(db: Db, roomName: string): Promise<void> {
  const channel = await db.channel.findUnique({ where: { id: roomName, kind: 'VOICE' }, select: { id: true } });
  if (channel) await signalEvent(db, { topic: `presence:${roomName}`, type: 'presence.changed', payload: { roomName } });
}
