import type { PartTable } from '@reprise/recorder/cmaf';
import { expect, test } from 'vitest';
import { fromKeyframe } from './from-keyframe.ts';

/** A part of samples of 10 ticks and 100 bytes, one a letter: K is a keyframe. */
function part(samples: string, dts: number, dataOffset: number): PartTable {
  const letters = Array.from(samples);
  return {
    dts,
    durations: Uint32Array.from(letters, () => 10),
    sizes: Uint32Array.from(letters, () => 100),
    keyframes: Uint8Array.from(letters, (letter) => Number(letter === 'K')),
    dataOffset,
    endOffset: dataOffset + letters.length * 100,
  };
}

test.each<[string, PartTable[], PartTable[]]>([
  ['begins with one', [part('Kp', 0, 8), part('pp', 20, 300)], [part('Kp', 0, 8), part('pp', 20, 300)]],
  ['has it in the middle of its second', [part('pp', 0, 8), part('ppKp', 20, 300)], [part('Kp', 40, 500)]],
  ['has none', [part('pp', 0, 8), part('p', 20, 300)], []],
  ['is empty', [], []],
])('a list of parts that %s', (_name, parts, expected) => {
  expect(fromKeyframe(parts)).toEqual(expected);
});
