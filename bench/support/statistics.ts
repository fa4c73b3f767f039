/** The value below which the given share (0..1) of the values lies; NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** The middle value; NaN for none. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** As people read it: "p50 48, p95 61, max 70 ms, n = 20". */
export function describeSpread(values: readonly number[], unit: string): string {
  const [p50, p95, max] = [0.5, 0.95, 1].map((share) => formatNumber(quantile(values, share)));
  return `p50 ${p50 ?? ''}, p95 ${p95 ?? ''}, max ${max ?? ''} ${unit}, n = ${values.length}`;
}

/** Three significant digits. */
export function formatNumber(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
