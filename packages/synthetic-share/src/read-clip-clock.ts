import { clockBits, decodeClockBits } from './clock-picture.ts';
import { runFfmpeg } from './run-ffmpeg.ts';

/** One shown frame of a clip. */
export interface ClipFrame {
  /** Presentation time in the file, ms. */
  ptsMs: number;
  /** What the clock in the pixels says, ms since the epoch; undefined when it cannot be read. */
  clockMs: number | undefined;
  /** Whether the flash square is lit. */
  isFlash: boolean;
  width: number;
  height: number;
}

const samplesPerBlock = 8;
const stripWidth = 60 * samplesPerBlock;
const frameBytes = stripWidth * 2;

/**
 * Decodes every frame a player would show (edit lists obeyed) and reads the clock of each.
 * With `lastSeconds` only the end is decoded, about that much of it. Needs `ffmpeg` on PATH; reads MP4, HLS playlists and anything else FFmpeg opens.
 */
export async function readClipClock(file: string, options: { lastSeconds?: number } = {}): Promise<ClipFrame[]> {
  const graph = [
    '[0:v]showinfo,format=gray,split=2[whole][again]',
    // Eight rows that lie inside the blocks at every size, and the middle of the flash square.
    `[whole]crop=iw:8:0:ih-12,scale=${String(stripWidth)}:1:flags=area[strip]`,
    `[again]crop=ih/10:ih/10:iw-ih*3/20:ih/20,scale=${String(stripWidth)}:1:flags=area[flash]`,
    '[strip][flash]vstack',
  ];
  const from = options.lastSeconds === undefined ? [] : ['-sseof', String(-options.lastSeconds)];
  const { bytes, log } = await runFfmpeg(file, from, [
    '-filter_complex',
    graph.join(';'),
    '-an',
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    'pipe:1',
  ]);
  const shown = [...log.matchAll(/^\[Parsed_showinfo.*\bn: *\d+ .*pts_time: *(-?[\d.]+).*\bs:(\d+)x(\d+)/gm)];
  if (shown.length * frameBytes !== bytes.length) {
    throw new Error(`FFmpeg showed ${String(shown.length)} frames but wrote ${String(bytes.length / frameBytes)}`);
  }
  return shown.map((match, index) => ({
    ptsMs: Number(match[1]) * 1000,
    clockMs: readStrip(bytes, index * frameBytes),
    isFlash: (bytes[index * frameBytes + stripWidth * 1.5] ?? 0) > 128,
    width: Number(match[2]),
    height: Number(match[3]),
  }));
}

function readStrip(bytes: Buffer, offset: number): number | undefined {
  const levels = Array.from({ length: clockBits }, (_, bit) => {
    const start = offset + bit * samplesPerBlock;
    const middle = bytes.subarray(start + 2, start + samplesPerBlock - 2);
    return middle.reduce((sum, value) => sum + value, 0) / middle.length;
  });
  return decodeClockBits(levels);
}
