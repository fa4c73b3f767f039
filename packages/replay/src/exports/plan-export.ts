/** What is to be made small. */
export interface ExportTarget {
  durationSeconds: number;
  width: number | null;
  height: number | null;
  /** The file must not be larger. */
  limitBytes: number;
}

/** How a clip is encoded to stay below a size. */
export interface ExportPlan {
  videoBps: number;
  audioBps: number;
  /** Lines of the picture; it is never made larger. */
  height: number;
  framesPerSecond: number;
}

/** Of the limit: the rest is the container's, and what an encoder is off its mark. */
const USABLE_SHARE = 0.94;
/** The MP4's own tables for the shortest clips. */
const CONTAINER_BYTES = 12_000;
/** Below this nothing can be recognised any more. */
const LEAST_VIDEO_BPS = 60_000;
const LEAST_AUDIO_BPS = 32_000;
/** More than this nobody sees. */
const MOST_VIDEO_BPS = 12_000_000;
/** What a picture of a screen wants at least, in bits for each pixel. */
const BITS_PER_PIXEL = 0.03;
const HEIGHTS = [2160, 1440, 1080, 720, 540, 480, 360, 240] as const;
const SMALLEST_HEIGHT = 240;

/** Bits a second of sound, for what both together may take. */
const audioSteps = [
  { above: 1_500_000, audioBps: 128_000 },
  { above: 600_000, audioBps: 96_000 },
  { above: 250_000, audioBps: 64_000 },
  { above: 0, audioBps: LEAST_AUDIO_BPS },
] as const;

/** Shares the bytes between picture and sound and picks the size that suits them. Undefined: the clip does not fit. */
export function planExport(target: ExportTarget): ExportPlan | undefined {
  const totalBps = ((target.limitBytes - CONTAINER_BYTES) * 8 * USABLE_SHARE) / Math.max(0.1, target.durationSeconds);
  const { audioBps } = audioSteps.find(({ above }) => totalBps > above) ?? { audioBps: LEAST_AUDIO_BPS };
  const videoBps = Math.floor(Math.min(MOST_VIDEO_BPS, totalBps - audioBps));
  if (videoBps < LEAST_VIDEO_BPS) return undefined;
  const sourceHeight = target.height ?? 1080;
  const ratio = target.width && target.height ? target.width / target.height : 16 / 9;
  const suits = (height: number, framesPerSecond: number): boolean =>
    videoBps / (height * height * ratio * framesPerSecond) >= BITS_PER_PIXEL;
  const heights = [sourceHeight, ...HEIGHTS.filter((height) => height < sourceHeight)];
  const height = heights.find((candidate) => suits(candidate, 30)) ?? Math.min(sourceHeight, SMALLEST_HEIGHT);
  return { videoBps, audioBps, height, framesPerSecond: suits(height, 30) ? 30 : 15 };
}

/** The smallest limit, in whole megabytes (10^6 bytes), into which a clip of this length fits. */
export function smallestExportBytes(durationSeconds: number): number {
  const bytes = ((LEAST_VIDEO_BPS + LEAST_AUDIO_BPS) * Math.max(0.1, durationSeconds)) / 8 / USABLE_SHARE + CONTAINER_BYTES;
  return Math.ceil(bytes / 1_000_000) * 1_000_000;
}
