const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** Bytes as people read them, such as 1.5 GiB. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${power === 0 ? bytes.toString() : (bytes / 1024 ** power).toFixed(1)} ${UNITS[power] ?? 'B'}`;
}

/** A length of time in its two largest units, such as 1 h 5 min. */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts: Array<[number, string]> = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first === -1) return '0 s';
  const shown = parts.slice(first, first + 2).filter(([amount]) => amount > 0);
  return shown.map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}

/** 0.914 as 91 %. */
export const formatShare = (share: number): string => (Number.isFinite(share) ? `${Math.round(share * 100)} %` : 'over');

/** One thing or several: "1 clip", "3 clips". */
export const count = (amount: number, one: string, several = `${one}s`): string => `${amount} ${amount === 1 ? one : several}`;
