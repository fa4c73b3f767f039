import type { createPrismaStores, LocalClipStorage } from '@reprise/replay/server';

export interface DeleteClipDeps {
  clips: Pick<ReturnType<typeof createPrismaStores>['clips'], 'delete'>;
  storage: LocalClipStorage;
}

/** Deletes a clip for the operator: rows and quota first, then the files. False: it was gone. */
export async function deleteClip({ clips, storage }: DeleteClipDeps, clipId: string): Promise<boolean> {
  const deleted = await clips.delete(clipId);
  if (deleted) await storage.remove(deleted.files.map((file) => file.storagePath));
  return deleted !== null;
}
