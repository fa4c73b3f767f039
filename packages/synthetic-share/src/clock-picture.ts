/**
 * The machine-readable clock that every synthetic picture carries, so that a test can tell from the pixels of a clip
 * when each frame was drawn.
 *
 * Geometry, in fractions of the picture (W x H), the same in the page, the publisher and the readers:
 * - 48 blocks along the bottom edge, from the left, each W/60 wide and max(16, H/16) high: the milliseconds since the
 *   epoch in binary, least significant bit first, white = 1, black = 0. The seven highest bits are always 0.
 * - a square with sides of H/5 in the top right corner, white for the first 100 ms of each second, else black.
 *   An 880 Hz beep sounds during the same 100 ms.
 */

/** Number of blocks, one a bit. */
export const clockBits = 48;
/** Bits from here up are 0 until the year 2039: a cheap check that what was read is a clock. */
const usedBits = 41;
/** How long the flash and the beep last at the start of each second. */
export const flashMs = 100;
/** Pitch of the beep. */
export const beepHertz = 880;

/** One plane of brightness, row by row, 0 = black, 255 = white. */
export interface LumaPlane {
  data: Uint8Array;
  /** Pixels, also the distance between rows. */
  width: number;
  height: number;
}

const black = 16;
const white = 235;

/** Height of the blocks in pixels for a picture of this height. */
export function clockBlockHeight(height: number): number {
  return Math.max(16, Math.round(height / 16));
}

/** Whether flash and beep are on at this instant. */
export function isFlashInstant(clockMs: number): boolean {
  return clockMs % 1000 < flashMs;
}

/** Fills a rectangle, clipped to the plane. */
export function fillRect(plane: LumaPlane, x: number, y: number, width: number, height: number, value: number): void {
  const left = Math.max(0, x);
  const right = Math.min(plane.width, x + width);
  const bottom = Math.min(plane.height, y + height);
  if (right <= left) return;
  for (let row = Math.max(0, y); row < bottom; row++) {
    plane.data.fill(value, row * plane.width + left, row * plane.width + right);
  }
}

/** Draws the blocks and the flash square for `clockMs` (ms since the epoch). */
export function drawClock(plane: LumaPlane, clockMs: number): void {
  const blockHeight = clockBlockHeight(plane.height);
  const edge = (bit: number): number => Math.round((bit * plane.width) / 60);
  for (let bit = 0; bit < clockBits; bit++) {
    const value = Math.floor(clockMs / 2 ** bit) % 2 === 1 ? white : black;
    fillRect(plane, edge(bit), plane.height - blockHeight, edge(bit + 1) - edge(bit), blockHeight, value);
  }
  const side = Math.round(plane.height / 5);
  fillRect(plane, plane.width - side, 0, side, side, isFlashInstant(clockMs) ? white : black);
}

/** Milliseconds from 48 brightness values, or undefined when a bit is grey or the value is no clock. */
export function decodeClockBits(levels: readonly number[]): number | undefined {
  if (levels.length !== clockBits) return undefined;
  let clockMs = 0;
  for (const [bit, level] of levels.entries()) {
    if (level > 88 && level < 168) return undefined;
    if (level < 128) continue;
    if (bit >= usedBits) return undefined;
    clockMs += 2 ** bit;
  }
  return clockMs === 0 ? undefined : clockMs;
}

/** Reads the clock from a whole picture; undefined when it carries none or is too blurred. */
export function readClock(plane: LumaPlane): number | undefined {
  const blockWidth = plane.width / 60;
  const top = plane.height - 12;
  if (top < 0) return undefined;
  const levels = Array.from({ length: clockBits }, (_, bit) =>
    meanLevel(plane, Math.floor((bit + 0.25) * blockWidth), Math.ceil((bit + 0.75) * blockWidth), top, top + 8),
  );
  return decodeClockBits(levels);
}

/** Whether the flash square of a whole picture is lit. */
export function readFlash(plane: LumaPlane): boolean {
  const side = plane.height / 5;
  const from = Math.floor(plane.width - side * 0.75);
  return meanLevel(plane, from, plane.width - Math.ceil(side / 4), Math.floor(side / 4), Math.ceil(side * 0.75)) > 128;
}

function meanLevel(plane: LumaPlane, left: number, right: number, top: number, bottom: number): number {
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) sum += plane.data[y * plane.width + x] ?? 0;
  }
  return sum / Math.max(1, (right - left) * (bottom - top));
}
