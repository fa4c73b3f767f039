import { ReplayError } from '../errors.ts';
import type { ClipFile, ClipRecord, FilePurpose } from '../ports/clip-store.ts';
import type { ClipView, CompatibleState } from '../schemas/clip-schemas.ts';

/**
 * A clip as one person sees it. Only who captured it gets the file as cut: that may hold media before the start.
 * @throws ReplayError CLIP_NOT_FOUND when its original file has no row
 */
export function toClipView(clip: ClipRecord, viewerId: string): ClipView {
  const original = fileOf(clip, 'ORIGINAL');
  if (!original) throw new ReplayError('CLIP_NOT_FOUND');
  const compatible = fileOf(clip, 'COMPATIBLE');
  const isOwn = clip.userId === viewerId;
  const shown = isOwn ? original : (compatible ?? original);
  return {
    id: clip.id,
    title: clip.title,
    isOwn,
    roomName: clip.roomName,
    communityId: clip.communityId,
    communityName: clip.communityName,
    durationSeconds: clip.durationSeconds,
    sizeBytes: shown.sizeBytes,
    width: clip.width,
    height: clip.height,
    createdAt: clip.createdAt.toISOString(),
    capturedAt: clip.capturedAt.toISOString(),
    requested: { startAt: clip.requestedStart.toISOString(), endAt: clip.requestedEnd.toISOString() },
    actual: { startAt: clip.actualStart.toISOString(), endAt: clip.actualEnd.toISOString() },
    gaps: clip.gaps,
    complete: clip.complete,
    fileUrl: urlOf(shown),
    downloadUrl: `${urlOf(compatible ?? original)}?download=1`,
    compatibleState: compatibleStateOf(clip),
    posterUrl: optionalUrl(fileOf(clip, 'POSTER')),
    storyboardUrl: optionalUrl(fileOf(clip, 'STORYBOARD')),
    checksum: shown.checksum,
    file: {
      id: shown.id,
      filename: shown.filename,
      mimeType: shown.mimeType,
      size: shown.sizeBytes,
      checksum: shown.checksum,
    },
  };
}

/** What has become of the rendition for others. */
export function compatibleStateOf(clip: ClipRecord): CompatibleState {
  if (fileOf(clip, 'COMPATIBLE')) return 'ready';
  return clip.isRenditionComing ? 'preparing' : 'unavailable';
}

/** A clip's file of one kind. */
export function fileOf(clip: ClipRecord, purpose: FilePurpose): ClipFile | undefined {
  return clip.files.find((file) => file.purpose === purpose);
}

function urlOf(file: ClipFile): string {
  return `/file/${file.id}`;
}

function optionalUrl(file: ClipFile | undefined): string | null {
  return file ? urlOf(file) : null;
}
