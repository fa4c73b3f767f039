/** Seconds from the NTP epoch (1900) to the Unix epoch (1970). */
const NTP_TO_UNIX_SECONDS = 2_208_988_800;
/** NTP seconds wrap every 2^32 s, next in February 2036 (RFC 5905 section 6). */
const ERA_MS = 2 ** 32 * 1000;

/**
 * Turns a 64-bit NTP timestamp into ms since the Unix epoch, in the era that lies nearest to `nearMs`.
 * The clock may be wrong by decades and still be told apart from a wrap.
 */
export function ntpToUnixMs(ntpTime: bigint, nearMs: number): number {
  const seconds = Number(ntpTime >> 32n);
  const fraction = Number(ntpTime & 0xffff_ffffn) / 2 ** 32;
  const inFirstEra = (seconds - NTP_TO_UNIX_SECONDS + fraction) * 1000;
  return inFirstEra + Math.round((nearMs - inFirstEra) / ERA_MS) * ERA_MS;
}

/** The 64-bit NTP timestamp of a Unix time, wrapped as on the wire. */
export function unixMsToNtp(unixMs: number): bigint {
  const seconds = unixMs / 1000 + NTP_TO_UNIX_SECONDS;
  const whole = Math.floor(seconds);
  const fraction = Math.floor((seconds - whole) * 2 ** 32);
  return ((BigInt(whole) & 0xffff_ffffn) << 32n) | BigInt(fraction);
}
