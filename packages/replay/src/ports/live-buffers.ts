/** Something of a buffer that a player asks for. */
export type LiveMedia = { contentType: string; cacheControl: string } & (
  | { kind: 'file' /** Absolute. */; path: string }
  | { kind: 'content'; content: Buffer }
);

/**
 * Buffers while they are being written, as any HLS player follows them: `main.m3u8`, the lists and segments that it
 * leads to, and `thumbnails/<segment>.jpg` of each segment's first picture.
 */
export interface LiveBuffers {
  /** `segmentPath` is the session's. Undefined: there is no such thing (any more), or the buffer lies on another machine. */
  find(segmentPath: string, names: readonly string[]): Promise<LiveMedia | undefined>;
}
