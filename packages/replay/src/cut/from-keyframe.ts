import type { PartTable } from '@reprise/recorder/cmaf';

/** The parts from their first sync sample on: what comes before it was coded after something that is not there. */
export function fromKeyframe(parts: readonly PartTable[]): PartTable[] {
  const first = parts.findIndex((part) => part.keyframes.includes(1));
  const part = parts[first];
  if (!part) return [];
  return [dropHead(part, part.keyframes.indexOf(1)), ...parts.slice(first + 1)];
}

function dropHead(part: PartTable, count: number): PartTable {
  const sum = (column: Uint32Array): number => column.subarray(0, count).reduce((total, value) => total + value, 0);
  return {
    dts: part.dts + sum(part.durations),
    durations: part.durations.subarray(count),
    sizes: part.sizes.subarray(count),
    keyframes: part.keyframes.subarray(count),
    dataOffset: part.dataOffset + sum(part.sizes),
    endOffset: part.endOffset,
  };
}
