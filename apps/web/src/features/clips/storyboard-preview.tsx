'use client';
import { type RefObject, useEffect, useState } from 'react';
import classes from './storyboard-preview.module.css';

/** A storyboard is 5 x 5 pictures, row by row. */
const SIDE = 5;
const PICTURES = SIDE * SIDE;

/** Shows a clip's storyboard while a mouse moves over its poster, left to right as from start to end. */
export function StoryboardPreview({ url, target }: { url: string; target: RefObject<HTMLElement | null> }) {
  const [share, setShare] = useState<number>();
  useEffect(() => {
    const element = target.current;
    if (element === null) return;
    const follow = (event: PointerEvent) => {
      // Touch scrolls and opens; it does not hover.
      if (event.pointerType !== 'mouse') return;
      const { left, width } = element.getBoundingClientRect();
      setShare(width === 0 ? 0 : Math.min(0.999, Math.max(0, (event.clientX - left) / width)));
    };
    const leave = () => setShare(undefined);
    element.addEventListener('pointermove', follow);
    element.addEventListener('pointerleave', leave);
    return () => {
      element.removeEventListener('pointermove', follow);
      element.removeEventListener('pointerleave', leave);
    };
  }, [target]);
  if (share === undefined) return null;
  const picture = Math.floor(share * PICTURES);
  const step = 100 / (SIDE - 1);
  const position = `${(picture % SIDE) * step}% ${Math.floor(picture / SIDE) * step}%`;
  return (
    <span className={classes.preview} aria-hidden="true" data-picture={picture}>
      <span className={classes.pictures} style={{ backgroundImage: `url("${url}")`, backgroundPosition: position }} />
      <span className={classes.place} style={{ width: `${share * 100}%` }} />
    </span>
  );
}
