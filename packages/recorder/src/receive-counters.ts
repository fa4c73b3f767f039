import type { ReceiveStats } from './recording.ts';
import type { RtpStreamStats } from './rtp/rtp-stream.ts';

type Counters = Pick<RtpStreamStats, 'packets' | 'bytes' | 'lost' | 'recovered' | 'duplicates' | 'keyframes' | 'pliSent' | 'nackSent'>;

/** Adds up the counters of all streams of a recording, past ones included. */
export interface ReceiveCounters {
  /** A stream ends; its counters stay. */
  retire(stats: RtpStreamStats): void;
  total(live: RtpStreamStats[]): Counters;
}

/** All at zero. */
export function createReceiveCounters(): ReceiveCounters {
  let retired: Counters = { packets: 0, bytes: 0, lost: 0, recovered: 0, duplicates: 0, keyframes: 0, pliSent: 0, nackSent: 0 };

  return {
    retire(stats) {
      retired = add(retired, stats);
    },
    total: (live) => live.reduce(add, retired),
  };
}

function add(a: Counters, b: Counters): Counters {
  return {
    packets: a.packets + b.packets,
    bytes: a.bytes + b.bytes,
    lost: a.lost + b.lost,
    recovered: a.recovered + b.recovered,
    duplicates: a.duplicates + b.duplicates,
    keyframes: a.keyframes + b.keyframes,
    pliSent: a.pliSent + b.pliSent,
    nackSent: a.nackSent + b.nackSent,
  };
}

/** What a progress event says of the counters. */
export function describeCounters(counters: Counters, rest: Omit<ReceiveStats, keyof Counters>): ReceiveStats {
  const { packets, lost, recovered, duplicates, keyframes, pliSent, nackSent } = counters;
  return { packets, lost, recovered, duplicates, keyframes, pliSent, nackSent, ...rest };
}
