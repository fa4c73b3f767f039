/** What is known about a buffer when a capture of it is asked for. Instants in wall-clock ms. */
export interface BufferRate {
  bitrateBps: number | null;
  bufferBytes: number;
  bufferedFrom: number;
  bufferedTo: number;
}

/** Container, and a bitrate that is never quite even. */
const MARGIN = 1.1;
/** Poster and storyboard. */
const PICTURES_BYTES = 2_000_000;
/** Audio of the H.264 + AAC rendition, whose video is a copy. */
const AAC_BPS = 160_000;
/** Of a share that has not told its bitrate yet. */
const DEFAULT_BITRATE_BPS = 8_000_000;

/**
 * Bytes to reserve for a clip with its pictures and its rendition: the higher of the bitrate now and on average,
 * for as much of the window as is buffered.
 */
export function estimateCaptureBytes(window: { startAt: number; endAt: number }, buffer: BufferRate): number {
  const seconds = Math.max(0, window.endAt - Math.max(window.startAt, buffer.bufferedFrom)) / 1000;
  const bufferedSeconds = (buffer.bufferedTo - buffer.bufferedFrom) / 1000;
  const averageBps = bufferedSeconds > 0 ? (buffer.bufferBytes * 8) / bufferedSeconds : 0;
  const bitsPerSecond = Math.max(buffer.bitrateBps ?? 0, averageBps) || DEFAULT_BITRATE_BPS;
  const original = (bitsPerSecond * seconds) / 8;
  return Math.ceil(original * MARGIN + renditionBytes(original, seconds)) + PICTURES_BYTES;
}

/** Bytes to keep reserved for the pictures and the H.264 + AAC rendition of a clip that is there. */
export function estimateDerivedBytes(clip: { sizeBytes: number; durationSeconds: number }): number {
  return Math.ceil(renditionBytes(clip.sizeBytes, clip.durationSeconds)) + PICTURES_BYTES;
}

function renditionBytes(originalBytes: number, seconds: number): number {
  return (originalBytes + (AAC_BPS * seconds) / 8) * MARGIN;
}
