import type { RtpPacket } from './rtp-packet.ts';

/** Packets kept while an earlier one is missing; the SRTP replay window must not be smaller. */
export const REORDER_RING_SIZE = 4096;

/** LiveKit ignores a NACK for a packet that it sent, or sent again, less than min(100 ms, 2 round trips) ago. */
const MIN_RETRY_GAP_MS = 100;
/** Time for packets that only changed places; also the period of the caller's tick. */
const MIN_FIRST_NACK_MS = 10;
const BASE_MAX_WAIT_MS = 800;
/** More missing at once than LiveKit keeps for resending (about 500): asking would be in vain. */
const MAX_NACK_BURST = 500;

export interface ReorderRingOptions {
  /** Called in order of sequence numbers. */
  onPacket: (packet: RtpPacket) => void;
  /** Packets before the next onPacket were given up. */
  onLost: () => void;
}

export interface ReorderStats {
  packets: number;
  bytes: number;
  /** Packets found missing, recovered later or not. */
  missing: number;
  recovered: number;
  lost: number;
  duplicates: number;
}

export interface ReorderRing {
  push(packet: RtpPacket): void;
  /** Returns the sequence numbers (16 bit) to ask for again; gives up what waited too long. Call every 20 ms. */
  tick(nowMs: number, roundTripMs: number): number[];
  readonly stats: Readonly<ReorderStats>;
  /** First and highest extended sequence number; undefined before the first packet. */
  range(): { first: number; highest: number } | undefined;
}

interface Missing {
  sinceMs: number;
  askedMs: number | undefined;
}

/** Puts one stream's packets in order, waiting for those that can still be resent. */
export function createReorderRing(options: ReorderRingOptions): ReorderRing {
  const ring = new Array<RtpPacket | undefined>(REORDER_RING_SIZE).fill(undefined);
  const missing = new Map<number, Missing>();
  const stats: ReorderStats = { packets: 0, bytes: 0, missing: 0, recovered: 0, lost: 0, duplicates: 0 };
  let first: number | undefined;
  let next = 0;
  let highest = -1;

  function slot(sequence: number): number {
    return sequence & (REORDER_RING_SIZE - 1);
  }

  function drain(): void {
    for (;;) {
      const index = slot(next);
      const packet = ring[index];
      if (packet === undefined) return;
      ring[index] = undefined;
      next++;
      options.onPacket(packet);
    }
  }

  /** Gives up everything missing before `sequence`, handing on what did arrive. */
  function giveUpBefore(sequence: number): void {
    while (next < sequence) {
      const index = slot(next);
      const packet = ring[index];
      ring[index] = undefined;
      if (packet === undefined) {
        if (missing.delete(next)) stats.lost++;
        options.onLost();
      }
      next++;
      if (packet !== undefined) options.onPacket(packet);
    }
  }

  /** The stream jumped by more than the ring holds (a sender that started anew): begin again there. */
  function restartAt(sequence: number): void {
    giveUpBefore(Math.min(sequence, highest + 1));
    stats.lost += missing.size;
    missing.clear();
    options.onLost();
    first = (first ?? sequence) + (sequence - next);
    next = sequence;
    highest = sequence - 1;
  }

  function noteHole(from: number, to: number, nowMs: number): void {
    stats.missing += to - from;
    for (let sequence = from; sequence < to; sequence++) missing.set(sequence, { sinceMs: nowMs, askedMs: undefined });
  }

  return {
    stats,
    range() {
      return first === undefined ? undefined : { first, highest };
    },
    push(packet) {
      const { sequence } = packet;
      stats.packets++;
      stats.bytes += packet.payload.length;
      if (first === undefined) {
        first = sequence;
        next = sequence;
        highest = sequence - 1;
      }
      if (sequence - next >= REORDER_RING_SIZE) restartAt(sequence);
      if (sequence < next || ring[slot(sequence)] !== undefined) {
        stats.duplicates++;
        return;
      }
      if (missing.delete(sequence)) stats.recovered++;
      if (sequence > highest) {
        if (sequence > highest + 1) noteHole(highest + 1, sequence, packet.arrivalMs);
        highest = sequence;
      }
      if (sequence === next) {
        next++;
        options.onPacket(packet);
        drain();
      } else ring[slot(sequence)] = packet;
    },
    tick(nowMs, roundTripMs) {
      if (missing.size === 0) return [];
      const firstNackMs = Math.min(MIN_RETRY_GAP_MS, Math.max(MIN_FIRST_NACK_MS, roundTripMs));
      const retryGapMs = Math.max(MIN_RETRY_GAP_MS, 2 * roundTripMs);
      const maxWaitMs = BASE_MAX_WAIT_MS + roundTripMs;
      const ask: number[] = [];
      let givenUp: number | undefined;
      for (const [sequence, hole] of missing) {
        if (nowMs - hole.sinceMs > maxWaitMs) givenUp = Math.max(givenUp ?? sequence, sequence);
        else if (hole.askedMs === undefined ? nowMs - hole.sinceMs >= firstNackMs : nowMs - hole.askedMs >= retryGapMs) {
          if (ask.length >= MAX_NACK_BURST) break;
          hole.askedMs = nowMs;
          ask.push(sequence & 0xffff);
        }
      }
      if (givenUp !== undefined) {
        giveUpBefore(givenUp + 1);
        drain();
      }
      return ask;
    },
  };
}
