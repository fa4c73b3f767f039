import { randomUUID } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type HeldLock, tryHoldLock } from '@reprise/db';

/** Who this worker is to the others. */
export interface NodeIdentity {
  id: string;
  lock: HeldLock;
}

/** Beside the rooms of the buffer path; a room's directory never begins with a dot. */
export const nodesDirectoryName = '.nodes';

/**
 * A worker's id belongs to the disk its buffers are on: whoever starts there next is the same node and continues them
 * at once. Several workers on one disk have one id each, told apart by a lock that ends with the process.
 */
export async function takeNodeIdentity(bufferRoot: string, databaseUrl: string): Promise<NodeIdentity> {
  const directory = join(bufferRoot, nodesDirectoryName);
  await mkdir(directory, { recursive: true });
  for (const id of (await readdir(directory)).sort()) {
    const lock = await tryHoldLock(databaseUrl, lockName(id));
    if (lock) return { id, lock };
  }
  const id = randomUUID();
  const lock = await tryHoldLock(databaseUrl, lockName(id));
  if (!lock) throw new Error('A node id that was made just now is taken');
  await writeFile(join(directory, id), '');
  return { id, lock };
}

function lockName(id: string): string {
  return `recorder-node:${id}`;
}
