'use client';
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import classes from './timeline.module.css';

/** A stretch of a timeline, in its own unit. */
export interface Span {
  from: number;
  to: number;
}

/** The ends of a selection; undefined: not marked. */
export interface Marks {
  in: number | undefined;
  out: number | undefined;
}

type Handle = 'position' | 'in' | 'out';
const names: Readonly<Record<Handle, string>> = { position: 'Position', in: 'Start of the selection', out: 'End of the selection' };

/**
 * A timeline with a playhead and, once they are set, two marks: each a slider of its own, moved by pointer, arrows
 * (a second; a frame with shift), page keys (ten seconds), home and end. Values are ms.
 */
export function Timeline(props: {
  span: Span;
  position: number;
  marks: Marks;
  frameMs: number;
  /** What a value is called, for eyes and for screen readers. */
  say: (value: number) => string;
  onSeek: (value: number) => void;
  onMark: (mark: 'in' | 'out', value: number) => void;
  /** The picture at a value, shown over the pointer. */
  preview?: (value: number) => ReactNode;
  /** Where nothing was received. */
  holes?: readonly Span[];
  children?: ReactNode;
}) {
  const { span, position, marks, frameMs, say, onSeek, onMark, preview, holes = [], children } = props;
  const track = useRef<HTMLDivElement>(null);
  const dragged = useRef<Handle>(undefined);
  const [hovered, setHovered] = useState<number>();
  const length = Math.max(1, span.to - span.from);
  const percent = (value: number): number => Math.min(100, Math.max(0, ((value - span.from) / length) * 100));
  const clamp = (value: number): number => Math.min(span.to, Math.max(span.from, value));

  function move(handle: Handle, value: number) {
    const target = clamp(value);
    if (handle === 'in') onMark('in', marks.out === undefined ? target : Math.min(target, marks.out - frameMs));
    else if (handle === 'out') onMark('out', marks.in === undefined ? target : Math.max(target, marks.in + frameMs));
    onSeek(target);
  }

  function valueAt(event: PointerEvent): number {
    const box = track.current?.getBoundingClientRect();
    return box === undefined || box.width === 0 ? span.from : clamp(span.from + ((event.clientX - box.left) / box.width) * length);
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0) return;
    const handle = event.target instanceof HTMLElement ? event.target.dataset['handle'] : undefined;
    dragged.current = handle === 'in' || handle === 'out' ? handle : 'position';
    event.currentTarget.setPointerCapture(event.pointerId);
    move(dragged.current, valueAt(event));
  }

  function onPointerMove(event: PointerEvent) {
    const value = valueAt(event);
    setHovered(value);
    if (dragged.current !== undefined) move(dragged.current, value);
  }

  function onKeyDown(handle: Handle, value: number, event: KeyboardEvent) {
    const target = keyTarget(event, { value, span, frameMs });
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(handle, target);
  }

  const sliders: Array<{ handle: Handle; value: number }> = [
    ...(marks.in === undefined ? [] : [{ handle: 'in' as const, value: marks.in }]),
    ...(marks.out === undefined ? [] : [{ handle: 'out' as const, value: marks.out }]),
    { handle: 'position', value: position },
  ];
  return (
    <div
      ref={track}
      className={classes.timeline}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (dragged.current = undefined)}
      onPointerCancel={() => (dragged.current = undefined)}
      onPointerLeave={() => setHovered(undefined)}
    >
      <div className={classes.strip} aria-hidden="true">
        {children}
      </div>
      {holes.map((hole) => (
        <div
          key={hole.from}
          className={classes.hole}
          style={{ left: `${percent(hole.from)}%`, width: `${percent(hole.to) - percent(hole.from)}%` }}
          title="Nothing was received here"
        />
      ))}
      {marks.in === undefined && marks.out === undefined ? null : (
        <div
          className={classes.selection}
          style={{ left: `${percent(marks.in ?? span.from)}%`, right: `${100 - percent(marks.out ?? span.to)}%` }}
        />
      )}
      {sliders.map(({ handle, value }) => (
        <div
          key={handle}
          role="slider"
          tabIndex={0}
          data-handle={handle}
          className={classes[handle]}
          style={{ left: `${percent(value)}%` }}
          aria-label={names[handle]}
          aria-orientation="horizontal"
          aria-valuemin={0}
          aria-valuemax={Math.round(length)}
          aria-valuenow={Math.round(clamp(value) - span.from)}
          aria-valuetext={say(value)}
          onKeyDown={(event) => onKeyDown(handle, value, event)}
        />
      ))}
      {hovered === undefined || preview === undefined ? null : (
        <div className={classes.preview} style={{ left: `clamp(80px, ${percent(hovered)}%, calc(100% - 80px))` }} aria-hidden="true">
          {preview(hovered)}
          <span className={classes.time}>{say(hovered)}</span>
        </div>
      )}
    </div>
  );
}

function keyTarget(event: KeyboardEvent, { value, span, frameMs }: { value: number; span: Span; frameMs: number }): number | undefined {
  const step = event.shiftKey ? frameMs : 1000;
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return value - step;
    case 'ArrowRight':
    case 'ArrowUp':
      return value + step;
    case 'PageDown':
      return value - 10_000;
    case 'PageUp':
      return value + 10_000;
    case 'Home':
      return span.from;
    case 'End':
      return span.to;
    default:
      return undefined;
  }
}
