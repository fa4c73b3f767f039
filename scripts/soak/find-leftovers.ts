import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '@reprise/db';

/** A pin may be played for so long after its clip, and is removed by a job that runs every minute. */
const PIN_KEEP_MS = 12 * 60_000;

/** What is on the disk or in the rows and should not be, once every buffer is stopped. In words; [] when all is clean. */
export async function findLeftovers(db: Db, { bufferPath, storagePath }: { bufferPath: string; storagePath: string }): Promise<string[]> {
  const rooms = (await readdir(bufferPath)).filter((name) => !name.startsWith('.'));
  const pins = await readdir(join(bufferPath, '.captures')).catch((): string[] => []);
  const young = await db.capture.findMany({
    where: { finishedAt: { gt: new Date(Date.now() - PIN_KEEP_MS) }, status: 'done' },
    select: { id: true },
  });
  const allowed = new Set(young.map(({ id }) => id));
  const rows = await db.file.findMany({ select: { storagePath: true } });
  const known = new Set(rows.map((row) => row.storagePath));
  const onDisk = await listFiles(storagePath);
  const open = await db.egressSession.count({ where: { status: { in: ['starting', 'active', 'grace', 'stopping'] } } });
  const hanging = await db.capture.count({ where: { status: { in: ['queued', 'pinning', 'cutting', 'finishing'] } } });
  return [
    ...rooms.map((room) => `buffers of room ${room}`),
    ...pins.filter((id) => !allowed.has(id)).map((id) => `pin ${id}`),
    ...onDisk.filter((path) => !known.has(path)).map((path) => `file ${path} without a row`),
    ...[...known].filter((path) => !onDisk.includes(path)).map((path) => `row of ${path} without its file`),
    ...(open > 0 ? [`${open} open sessions`] : []),
    ...(hanging > 0 ? [`${hanging} unfinished captures`] : []),
    ...(await findDrift(db)),
  ];
}

async function listFiles(storagePath: string): Promise<string[]> {
  const entries = await readdir(storagePath, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.parentPath !== storagePath)
    .map((entry) => join(entry.parentPath, entry.name).slice(storagePath.length + 1));
}

async function findDrift(db: Db): Promise<string[]> {
  const quotas = await db.userReplayQuota.findMany();
  const drifts: string[] = [];
  for (const { userId, usedBytes, reservedBytes } of quotas) {
    const stored = (await db.file.aggregate({ where: { uploadedById: userId }, _sum: { size: true } }))._sum.size ?? 0n;
    const held = (await db.capture.aggregate({ where: { userId }, _sum: { reservedBytes: true } }))._sum.reservedBytes ?? 0n;
    if (usedBytes !== stored) drifts.push(`quota of ${userId}: ${usedBytes} bytes used, files are ${stored}`);
    if (reservedBytes !== held) drifts.push(`quota of ${userId}: ${reservedBytes} bytes reserved, captures hold ${held}`);
  }
  return drifts;
}
