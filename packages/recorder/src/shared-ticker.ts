/** Period of the process's one media timer, ms. */
export const TICK_MS = 20;

interface Subscriber {
  onTick: () => void;
  onError: (error: unknown) => void;
}

const subscribers = new Set<Subscriber>();
let timer: NodeJS.Timeout | undefined;

/**
 * Calls `onTick` every 20 ms, from one timer for all recordings of a process: many timers cost more than their work.
 * What one subscriber throws goes to its own `onError` and never to the others.
 * @returns ends the subscription
 */
export function subscribeToTicks(onTick: () => void, onError: (error: unknown) => void): () => void {
  const subscriber = { onTick, onError };
  subscribers.add(subscriber);
  timer ??= setInterval(tickAll, TICK_MS);
  return () => {
    subscribers.delete(subscriber);
    if (subscribers.size > 0 || timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tickAll(): void {
  for (const { onTick, onError } of subscribers) {
    try {
      onTick();
    } catch (error) {
      onError(error);
    }
  }
}
