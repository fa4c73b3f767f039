import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReorderRing, REORDER_RING_SIZE } from './reorder-ring.ts';

function setUp() {
  const out: Array<number | 'lost'> = [];
  const ring = createReorderRing({ onPacket: ({ sequence }) => out.push(sequence), onLost: () => out.push('lost') });
  const push = (sequence: number, arrivalMs = 0) =>
    ring.push({ sequence, timestamp: 0, marker: false, payload: Buffer.alloc(1), arrivalMs });
  return { out, ring, push };
}

describe('the reorder ring', () => {
  it('puts packets in order and drops repetitions', () => {
    const { out, ring, push } = setUp();
    for (const sequence of [10, 12, 11, 11, 13, 10]) push(sequence);
    expect(out).toEqual([10, 11, 12, 13]);
    expect(ring.stats).toMatchObject({ packets: 6, missing: 1, recovered: 1, duplicates: 2, lost: 0 });
  });

  it('asks for what is missing once LiveKit would listen, again after 100 ms or 2 round trips, then gives up', () => {
    const { out, ring, push } = setUp();
    push(65_535);
    push(65_538);
    expect(ring.tick(5, 0)).toEqual([]);
    expect(ring.tick(20, 0)).toEqual([0, 1]);
    expect(ring.tick(100, 0)).toEqual([]);
    expect(ring.tick(120, 0)).toEqual([0, 1]);
    expect(ring.tick(300, 150)).toEqual([]);
    expect(ring.tick(420, 150)).toEqual([0, 1]);
    push(65_536);
    expect(ring.tick(801, 0)).toEqual([]);
    expect(out).toEqual([65_535, 65_536, 'lost', 65_538]);
    expect(ring.stats).toMatchObject({ missing: 2, recovered: 1, lost: 1 });
  });

  it('waits a round trip longer on a long way', () => {
    const { ring, push } = setUp();
    push(1);
    push(3);
    ring.tick(1_000, 300);
    expect(ring.stats.lost).toBe(0);
    ring.tick(1_101, 300);
    expect(ring.stats.lost).toBe(1);
  });

  it('begins anew when a sender jumps further than the ring', () => {
    const { out, ring, push } = setUp();
    push(1);
    push(3);
    push(10_000);
    push(10_001);
    expect(out).toEqual([1, 'lost', 3, 'lost', 10_000, 10_001]);
    expect(ring.tick(10_000, 0)).toEqual([]);
  });

  it('keeps the order for any loss and shuffle inside the ring', () => {
    const packets = fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(packets, (sequences) => {
        const { out, ring, push } = setUp();
        push(-1);
        for (const sequence of sequences) push(sequence);
        ring.tick(10_000, 0);
        const delivered = out.filter((entry) => entry !== 'lost');
        expect(delivered).toEqual([-1, ...sequences].sort((a, b) => a - b));
      }),
    );
    expect(REORDER_RING_SIZE).toBeGreaterThan(500);
  });
});
