import type { NodeStore, PinStore, SessionBuffers } from '@reprise/replay/server';
import { sweepPins } from '@reprise/replay/server';

export interface KeepDiskTidyDeps {
  pins: PinStore;
  node: NodeStore;
  buffers: SessionBuffers;
  bufferRoot: string;
  now: () => number;
}

/** A pin outlives its clip for this long: a page may still be playing it. */
const PIN_KEEP_MS = 10 * 60_000;

/** Removes pins nobody needs and buffers whose sessions ended without their worker. Answers how many of each. */
export async function keepDiskTidy(deps: KeepDiskTidyDeps): Promise<{ pins: number; buffers: number }> {
  const doneAfter = new Date(deps.now() - PIN_KEEP_MS);
  const pins = await sweepPins(deps.bufferRoot, (ids) => deps.pins.findWanted(ids, doneAfter));
  const abandoned = await deps.node.listAbandonedBuffers();
  for (const { sessionId, segmentPath } of abandoned) {
    await deps.buffers.remove(segmentPath);
    await deps.node.markBufferDeleted(sessionId);
  }
  return { pins, buffers: abandoned.length };
}
