'use client';
import { useState } from 'react';
import type { ClipView } from '../../trpc/types.ts';

/** Shorter clips are an accident. */
const shortestMs = 200;

/** Which part of a clip is kept, ms of the clip; the whole of it to begin with. */
export function useTrimMarks(clip: Pick<ClipView, 'durationSeconds'>) {
  const lengthMs = clip.durationSeconds * 1000;
  const [marks, setMarks] = useState({ in: 0, out: lengthMs });
  return {
    marks,
    set: (mark: 'in' | 'out', value: number) => setMarks((before) => moveTrimMark(before, mark, value, lengthMs)),
    isWhole: marks.in === 0 && marks.out === lengthMs,
  };
}

/** What {@link useTrimMarks} gives. */
export type TrimMarks = ReturnType<typeof useTrimMarks>;

/** Marks after one was moved: never out of the clip, never past each other. */
export function moveTrimMark(marks: { in: number; out: number }, mark: 'in' | 'out', value: number, lengthMs: number) {
  return mark === 'in'
    ? { ...marks, in: Math.max(0, Math.min(value, marks.out - shortestMs)) }
    : { ...marks, out: Math.min(lengthMs, Math.max(value, marks.in + shortestMs)) };
}
