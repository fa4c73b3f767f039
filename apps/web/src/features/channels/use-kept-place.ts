'use client';
import { type RefObject, useLayoutEffect, useRef } from 'react';

/** This near the end somebody is reading along. */
const NEAR_END_PX = 120;

/**
 * Keeps a scrolled list still: what is added above pushes nothing, what is added below is followed by those who are at the end.
 * `firstId` and `lastId` are the ids of the first and last shown entry.
 */
export function useKeptPlace(list: RefObject<HTMLElement | null>, firstId: string | undefined, lastId: string | undefined): void {
  const before = useRef<{ firstId: string | undefined; fromEnd: number; isAtEnd: boolean }>({
    firstId: undefined,
    fromEnd: 0,
    isAtEnd: true,
  });

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const { firstId: firstBefore, fromEnd, isAtEnd } = before.current;
    if (isAtEnd) element.scrollTo({ top: element.scrollHeight });
    else if (firstBefore !== undefined && firstBefore !== firstId) element.scrollTo({ top: element.scrollHeight - fromEnd });
    before.current.firstId = firstId;
  }, [list, firstId, lastId]);

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const remember = () => {
      before.current.fromEnd = element.scrollHeight - element.scrollTop;
      before.current.isAtEnd = before.current.fromEnd - element.clientHeight < NEAR_END_PX;
    };
    // Pictures and players that grow must not push the end out of sight.
    const grown = new ResizeObserver(() => {
      if (before.current.isAtEnd) element.scrollTo({ top: element.scrollHeight });
    });
    element.addEventListener('scroll', remember, { passive: true });
    grown.observe(element.firstElementChild ?? element);
    return () => {
      element.removeEventListener('scroll', remember);
      grown.disconnect();
    };
  }, [list]);
}
