'use client';
import { useCallback, useEffect, useRef } from 'react';
import { trpc } from '../../trpc/react.tsx';
import { estimateOffsetMs, type ClockSample } from './server-clock.ts';

const samplesPerRound = 5;
const roundEveryMs = 5 * 60_000;

/**
 * The server's wall clock, for saying when a button was pressed.
 * Sampled on arrival, every five minutes and whenever the page comes back to the front (a computer may have slept meanwhile).
 */
export function useServerClock(): () => Date {
  const { clock } = trpc.useUtils();
  const offsetMs = useRef<number>(undefined);

  useEffect(() => {
    const abort = new AbortController();

    async function sampleRound() {
      const samples: ClockSample[] = [];
      for (let index = 0; index < samplesPerRound && !abort.signal.aborted; index += 1) {
        const sentAtMonotonicMs = performance.now();
        const { nowMs } = await clock.now.fetch(undefined, { staleTime: 0 });
        samples.push({ sentAtMonotonicMs, receivedAtMonotonicMs: performance.now(), serverMs: nowMs });
      }
      offsetMs.current = estimateOffsetMs(samples) ?? offsetMs.current;
    }

    // Without an answer the last estimate stands; the next round tries again.
    const runRound = () => void sampleRound().catch(() => undefined);
    const onVisibility = () => {
      if (document.visibilityState === 'visible') runRound();
    };
    runRound();
    const timer = setInterval(runRound, roundEveryMs);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      abort.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [clock]);

  return useCallback(() => {
    const offset = offsetMs.current;
    return new Date(offset === undefined ? Date.now() : performance.now() + offset);
  }, []);
}
