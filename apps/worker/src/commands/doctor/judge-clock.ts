import type { Finding } from '../findings.ts';

/** Farther apart, and the press and what was on the screen are no longer the same moment. */
const NOTICEABLE_MS = 250;
/** Farther apart, and tokens are refused and leases run out early. */
const HARMFUL_MS = 5_000;

/** What a clock's offset to ours means; `exactMs` is how exact it is. */
export function judgeClock(check: string, offsetMs: number | undefined, exactMs: number): Finding {
  if (offsetMs === undefined) return { check, state: 'warning', detail: 'was not told in time' };
  const detail = `${offsetMs >= 0 ? '+' : '-'}${Math.abs(Math.round(offsetMs))} ms against ours (exact to ${Math.ceil(exactMs)} ms)`;
  const data = { offsetMs, exactMs };
  const surelyMs = Math.abs(offsetMs) - exactMs;
  if (surelyMs > HARMFUL_MS) return { check, state: 'problem', detail: `${detail}; run NTP on both machines`, data };
  return {
    check,
    state: surelyMs > NOTICEABLE_MS ? 'warning' : 'ok',
    detail: surelyMs > NOTICEABLE_MS ? `${detail}; run NTP on both machines` : detail,
    data,
  };
}
