/** One question for the server's time. Monotonic instants come from performance.now(), in ms. */
export interface ClockSample {
  sentAtMonotonicMs: number;
  receivedAtMonotonicMs: number;
  serverMs: number;
}

/**
 * What to add to performance.now() to get the server's wall clock.
 * The sample with the smallest round trip is taken: its error is at most half of that trip (RFC 5905, clock filter).
 * A monotonic base makes the result immune to the computer's own clock being wrong or set meanwhile.
 */
export function estimateOffsetMs(samples: readonly ClockSample[]): number | undefined {
  let best: ClockSample | undefined;
  for (const sample of samples) {
    if (best === undefined || roundTripMs(sample) < roundTripMs(best)) best = sample;
  }
  return best === undefined ? undefined : best.serverMs - (best.sentAtMonotonicMs + best.receivedAtMonotonicMs) / 2;
}

function roundTripMs(sample: ClockSample): number {
  return sample.receivedAtMonotonicMs - sample.sentAtMonotonicMs;
}
