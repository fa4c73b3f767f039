/** Minimum of the samples of the last `bucketCount` buckets of `bucketMs` each. Times must not go back by more than a bucket. */
export interface WindowedMinimum {
  add(nowMs: number, value: number): void;
  /** Undefined while empty. */
  minimum(): number | undefined;
  clear(): void;
}

/** An empty window. */
export function createWindowedMinimum(bucketMs: number, bucketCount: number): WindowedMinimum {
  let buckets: Array<{ index: number; value: number }> = [];
  let lowest: number | undefined;

  return {
    add(nowMs, value) {
      const index = Math.floor(nowMs / bucketMs);
      const last = buckets.at(-1);
      if (last === undefined || index > last.index) {
        buckets = buckets.filter((bucket) => bucket.index > index - bucketCount);
        buckets.push({ index, value });
        lowest = Math.min(...buckets.map((bucket) => bucket.value));
        return;
      }
      if (value < last.value) last.value = value;
      if (lowest === undefined || value < lowest) lowest = value;
    },
    minimum() {
      return lowest;
    },
    clear() {
      buckets = [];
      lowest = undefined;
    },
  };
}
