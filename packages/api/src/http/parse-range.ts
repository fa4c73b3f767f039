/** Bytes to send, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** How a GET or HEAD of a file is answered. */
export type RangeAnswer =
  | { status: 200 }
  | ({ status: 206 } & ByteRange)
  /** Nothing of the range exists. */
  | { status: 416 };

/** The headers of a request that decide about ranges. */
export interface RangeRequest {
  range?: string | null | undefined;
  /** A range is only honoured when this is the file's strong ETag; a date never is, as files have none. */
  ifRange?: string | null | undefined;
}

/**
 * Decides between the whole file, one range and none. Several ranges at once, other units and anything malformed
 * are answered with the whole file, as a server may.
 * Source: RFC 9110, sections 13.1.5 and 14.2.
 * @param size the file's length in bytes
 * @param etag the file's ETag with its quotes
 */
export function parseRange({ range, ifRange }: RangeRequest, size: number, etag: string): RangeAnswer {
  if (!range || (ifRange && ifRange !== etag)) return { status: 200 };
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(range);
  const [, first = '', last = ''] = match ?? [];
  if (!match || (first === '' && last === '')) return { status: 200 };
  if (first === '') {
    const suffix = Number(last);
    if (suffix === 0 || size === 0) return { status: 416 };
    return { status: 206, start: Math.max(0, size - suffix), end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return { status: 200 };
  if (start >= size) return { status: 416 };
  return { status: 206, start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
