import type { StoredFile } from '@reprise/replay';
import type { RangeAnswer } from './parse-range.ts';

/** The ETag of a stored file: its checksum, since its bytes never change. */
export function etagOf(file: Pick<StoredFile, 'checksum'>): string {
  return `"${file.checksum}"`;
}

/**
 * Headers of an answer to GET or HEAD of a stored file.
 * @param download whether the browser shall save it rather than show it
 */
export function fileHeaders(file: StoredFile, answer: RangeAnswer, download: boolean): Record<string, string> {
  const common = {
    'Accept-Ranges': 'bytes',
    ETag: etagOf(file),
    // Private: who may read it is asked for every person. Immutable: a stored file is never rewritten.
    'Cache-Control': 'private, max-age=31536000, immutable, no-transform',
    'X-Content-Type-Options': 'nosniff',
  };
  if (answer.status === 416) return { ...common, 'Content-Range': `bytes */${file.sizeBytes}`, 'Content-Length': '0' };
  const length = answer.status === 206 ? answer.end - answer.start + 1 : file.sizeBytes;
  return {
    ...common,
    'Content-Type': file.mimeType,
    'Content-Length': String(length),
    'Content-Disposition': `${download ? 'attachment' : 'inline'}; filename="${file.filename.replaceAll(/[^\w.-]/g, '_')}"`,
    ...(answer.status === 206 && { 'Content-Range': `bytes ${answer.start}-${answer.end}/${file.sizeBytes}` }),
  };
}
