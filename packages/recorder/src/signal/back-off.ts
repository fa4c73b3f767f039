const FIRST_MS = 250;
const MAX_MS = 5_000;

/** Waiting time before attempt n (0-based), ms: 250 ms doubling up to 5 s, with up to a quarter more by chance. */
export function backOffMs(attempt: number, random: () => number = Math.random): number {
  const base = Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.min(MAX_MS, base * (1 + random() / 4));
}
