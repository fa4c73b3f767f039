'use client';
import { useEffect, useState } from 'react';

/** An instant that moves on every second, in ms, read from the given clock. */
export function useNow(clock: () => Date): number {
  const [nowMs, setNowMs] = useState(() => clock().getTime());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(clock().getTime()), 1_000);
    return () => clearInterval(timer);
  }, [clock]);
  return nowMs;
}
