import { clockBlockHeight, drawClock, fillRect } from './clock-picture.ts';
import type { LumaPlane } from './clock-picture.ts';
import { characterDots, drawCharacter } from './draw-text.ts';

const paper = 40;
const ink = 220;

/** A picture that is drawn over and over: only what changed is touched, which keeps drawing and encoding cheap. */
export interface ClockPainter {
  /** I420: luma, then both chroma planes. Valid until the next `draw`. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Draws the picture of this instant (ms since the epoch). */
  draw(clockMs: number): void;
}

/** Makes a painter for an even width and height of at least 160 x 120 pixels. */
export function createClockPainter(width: number, height: number): ClockPainter {
  if (width % 2 !== 0 || height % 2 !== 0 || width < 160 || height < 120) {
    throw new RangeError(`A picture of ${String(width)}x${String(height)} cannot be drawn: even and at least 160x120`);
  }
  const lumaSize = width * height;
  const data = new Uint8Array((lumaSize * 3) / 2);
  const luma: LumaPlane = { data: data.subarray(0, lumaSize), width, height };
  luma.data.fill(paper);
  data.fill(140, lumaSize, (lumaSize * 5) / 4);
  data.fill(120, (lumaSize * 5) / 4);

  const dot = Math.max(2, Math.floor(width / (12.5 * characterDots)));
  const timeTop = Math.round(height * 0.3);
  const dateDot = Math.max(1, Math.floor(dot / 2));
  const dateTop = timeTop + 9 * dot;
  const shownTime: string[] = [];
  const shownDate: string[] = [];
  const boxSize = Math.round(height / 12) & ~1;
  const boxTop = height - clockBlockHeight(height) - boxSize - 8;
  let boxLeft = 0;

  function drawLine(shown: string[], text: string, top: number, size: number): void {
    const left = Math.round((width - text.length * characterDots * size) / 2);
    for (let index = 0; index < text.length; index++) {
      const character = text.charAt(index);
      if (shown[index] === character) continue;
      shown[index] = character;
      drawCharacter(luma, character, left + index * characterDots * size, top, size, ink, paper);
    }
  }

  return {
    data,
    width,
    height,
    draw(clockMs) {
      const [date = '', time = ''] = new Date(clockMs).toISOString().slice(0, 23).split('T');
      drawLine(shownTime, time, timeTop, dot);
      drawLine(shownDate, `${date} UTC`, dateTop, dateDot);
      fillRect(luma, boxLeft, boxTop, boxSize, boxSize, paper);
      // Once across in four seconds, so that the eye sees at once whether it moves.
      boxLeft = Math.round(((clockMs % 4000) / 4000) * (width - boxSize));
      fillRect(luma, boxLeft, boxTop, boxSize, boxSize, 180);
      drawClock(luma, clockMs);
    },
  };
}
