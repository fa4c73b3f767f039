/** Length as people read it: `0:07`, `4:12`, `1:02:03`. Seconds are rounded down, so nothing is promised that is not there. */
export function formatDuration(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds + 1e-6)) : 0;
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** The same length for a screen reader: `4 minutes 12 seconds`. */
export function speakDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [
    { count: Math.floor(whole / 3600), unit: 'hour' },
    { count: Math.floor((whole % 3600) / 60), unit: 'minute' },
    { count: whole % 60, unit: 'second' },
  ].filter(({ count }) => count > 0);
  if (parts.length === 0) return '0 seconds';
  return parts.map(({ count, unit }) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(' ');
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Size in binary units, as quotas are counted (1 GB = 1073741824 bytes): `712 KB`, `38 MB`, `1.5 GB`. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let index = 0;
  while (value >= 1024 && index < units.length - 1) {
    value /= 1024;
    index += 1;
  }
  // 1023.6 would round to "1024 MB": name the next unit instead.
  if (Math.round(value) === 1024 && index < units.length - 1) {
    value = 1;
    index += 1;
  }
  const digits = index >= 2 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits).replace(/\.0$/, '')} ${units[index] ?? 'TB'}`;
}
