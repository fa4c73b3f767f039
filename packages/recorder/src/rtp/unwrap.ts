/**
 * Extends a counter that wraps at 2^bits to one that only grows.
 * Values up to half a turn behind the highest one seen come out smaller, as reordered packets must.
 */
export function createUnwrapper(bits: 16 | 32): (value: number) => number {
  const turn = 2 ** bits;
  let highest: number | undefined;
  return (value) => {
    if (highest === undefined) {
      highest = value;
      return value;
    }
    const ahead = (((value - highest) % turn) + turn) % turn;
    const extended = highest + (ahead < turn / 2 ? ahead : ahead - turn);
    if (extended > highest) highest = extended;
    return extended;
  };
}
