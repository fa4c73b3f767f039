import type { File, Prisma } from '@reprise/db';
import { z } from 'zod';
import type { ClipFile, ClipRecord } from '../ports/clip-store.ts';
import { instantRangeSchema } from '../schemas/common.ts';
import { MAX_RENDITION_ATTEMPTS } from './prisma-rendition-store.ts';

/** What is read of a clip. */
export const clipInclude = { files: true, community: { select: { name: true } } } satisfies Prisma.ReplayClipInclude;
type ClipRow = Prisma.ReplayClipGetPayload<{ include: typeof clipInclude }>;

const gapsSchema = z.array(instantRangeSchema);

/** Gaps as stored in a JSON column; null is none. */
export function parseGaps(json: Prisma.JsonValue): ClipRecord['gaps'] {
  return json === null ? [] : gapsSchema.parse(json);
}

/** A clip's row in the product's own words. */
export function toClipRecord({ community, files, gaps, ...row }: ClipRow): ClipRecord {
  return {
    ...row,
    communityName: community?.name ?? null,
    gaps: parseGaps(gaps),
    files: files.map(toClipFile),
    isRenditionComing: isRenditionComing({ files, ...row }),
  };
}

/** Whether the rendition for others is not there yet, and not given up. */
export function isRenditionComing(clip: { renditionAttempts: number; files: ReadonlyArray<Pick<File, 'purpose'>> }): boolean {
  return clip.renditionAttempts < MAX_RENDITION_ATTEMPTS && !clip.files.some((file) => file.purpose === 'COMPATIBLE');
}

/** A file's row in the product's own words. */
export function toClipFile(row: File): ClipFile {
  const { id, purpose, filename, mimeType, size, checksum, storagePath } = row;
  return { id, purpose, filename, mimeType, sizeBytes: Number(size), checksum, storagePath };
}
