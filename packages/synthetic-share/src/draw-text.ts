import { fillRect } from './clock-picture.ts';
import type { LumaPlane } from './clock-picture.ts';

/** A 5 x 7 face for what a clock needs: each string is a row, "#" is ink. */
const glyphs: Readonly<Record<string, readonly string[]>> = {
  '0': [' ### ', '#   #', '#  ##', '# # #', '##  #', '#   #', ' ### '],
  '1': ['  #  ', ' ##  ', '  #  ', '  #  ', '  #  ', '  #  ', ' ### '],
  '2': [' ### ', '#   #', '    #', '   # ', '  #  ', ' #   ', '#####'],
  '3': ['#####', '   # ', '  #  ', '   # ', '    #', '#   #', ' ### '],
  '4': ['   # ', '  ## ', ' # # ', '#  # ', '#####', '   # ', '   # '],
  '5': ['#####', '#    ', '#### ', '    #', '    #', '#   #', ' ### '],
  '6': ['  ## ', ' #   ', '#    ', '#### ', '#   #', '#   #', ' ### '],
  '7': ['#####', '    #', '   # ', '  #  ', ' #   ', ' #   ', ' #   '],
  '8': [' ### ', '#   #', '#   #', ' ### ', '#   #', '#   #', ' ### '],
  '9': [' ### ', '#   #', '#   #', ' ####', '    #', '   # ', ' ##  '],
  ':': ['     ', '  #  ', '  #  ', '     ', '  #  ', '  #  ', '     '],
  '.': ['     ', '     ', '     ', '     ', '     ', ' ##  ', ' ##  '],
  '-': ['     ', '     ', '     ', '#####', '     ', '     ', '     '],
  U: ['#   #', '#   #', '#   #', '#   #', '#   #', '#   #', ' ### '],
  T: ['#####', '  #  ', '  #  ', '  #  ', '  #  ', '  #  ', '  #  '],
  C: [' ### ', '#   #', '#    ', '#    ', '#    ', '#   #', ' ### '],
  ' ': [],
};

/** Columns one character takes, its gap included, in dots. */
export const characterDots = 6;

/** Draws one character in dots of `dot` pixels; characters without a glyph are blank. */
export function drawCharacter(plane: LumaPlane, character: string, x: number, y: number, dot: number, ink: number, paper: number): void {
  fillRect(plane, x, y, characterDots * dot, 7 * dot, paper);
  for (const [row, dots] of (glyphs[character] ?? []).entries()) {
    for (let column = 0; column < dots.length; column++) {
      if (dots[column] === '#') fillRect(plane, x + column * dot, y + row * dot, dot, dot, ink);
    }
  }
}
