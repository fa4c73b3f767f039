import type { Actor } from '../access/actor.ts';
import { type ClipDeps, findOwnClip } from '../clips/my-clips.ts';
import { ReplayError } from '../errors.ts';
import type { ExportRecord, ExportStore } from '../ports/export-store.ts';
import type { ClipExportView, ExportInput } from '../schemas/export-schemas.ts';
import { planExport, smallestExportBytes } from './plan-export.ts';

export interface ExportDeps extends ClipDeps {
  exports: ExportStore;
  defaultQuotaBytes: number;
}

/** An export is for taking along: the clip itself stays. */
export const EXPORT_KEEP_MS = 7 * 24 * 60 * 60_000;

/**
 * Asks for a copy of one's own clip below a size; an earlier one of the same clip makes room for it. The limit is held in the
 * quota until the copy is there, then what it takes is charged.
 * @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER, QUOTA_EXCEEDED; EXPORT_TOO_SMALL with `details.smallestBytes`
 */
export async function requestExport(deps: ExportDeps, actor: Actor, { clipId, limitBytes }: ExportInput): Promise<ClipExportView> {
  const clip = await findOwnClip(deps, actor, clipId);
  if (!planExport({ ...clip, limitBytes })) {
    throw new ReplayError('EXPORT_TOO_SMALL', { details: { smallestBytes: smallestExportBytes(clip.durationSeconds) } });
  }
  const { defaultQuotaBytes } = deps;
  const result = await deps.exports.request({ clipId, userId: actor.userId, limitBytes, defaultQuotaBytes });
  if ('refused' in result) throw new ReplayError(result.refused);
  await deps.storage.remove(result.removed);
  return toExportView(result.record);
}

/** The export of one's own clip, if there is one. @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER */
export async function getExport(deps: ExportDeps, actor: Actor, clipId: string): Promise<ClipExportView | null> {
  await findOwnClip(deps, actor, clipId);
  const record = await deps.exports.find(clipId);
  return record && toExportView(record);
}

/** Stops or removes the export of one's own clip and gives its bytes back. @throws ReplayError CLIP_NOT_FOUND, NOT_CLIP_OWNER */
export async function deleteExport(deps: ExportDeps, actor: Actor, clipId: string): Promise<{ clipId: string }> {
  await findOwnClip(deps, actor, clipId);
  await deps.storage.remove(await deps.exports.delete(clipId));
  return { clipId };
}

function toExportView({ clipId, limitBytes, status, progress, errorCode, finishedAt, file }: ExportRecord): ClipExportView {
  return {
    clipId,
    limitBytes,
    status,
    progress,
    sizeBytes: file && file.sizeBytes,
    downloadUrl: file && `/file/${file.id}?download=1`,
    errorCode,
    keptUntil: finishedAt && new Date(finishedAt.getTime() + EXPORT_KEEP_MS).toISOString(),
  };
}
