/** What a receiver tells the sender about one stream (RFC 3550 section 6.4.1). */
export interface ReceptionReport {
  ssrc: number;
  /** Lost since the last report, in 256ths. */
  fractionLost: number;
  packetsLost: number;
  /** Extended, 32 bit. */
  highestSequence: number;
  /** In ticks of the codec's clock. */
  jitter: number;
  /** Middle 32 bits of the NTP time of the last sender report; 0 when there was none. */
  lastSenderReport: number;
  /** Since that report arrived, in 1/65536 s. */
  delaySinceLastSenderReport: number;
}

export interface ReceptionCounter {
  onPacket(arrivalMs: number, timestamp: number): void;
  onSenderReport(ntpTime: bigint, arrivalMs: number): void;
  report(ssrc: number, received: { packets: number; duplicates: number; first: number; highest: number }, nowMs: number): ReceptionReport;
}

/** Keeps the running values of one stream's receiver reports (RFC 3550 appendices A.3 and A.8). */
export function createReceptionCounter(clockRate: number): ReceptionCounter {
  let jitter = 0;
  let lastTransit: number | undefined;
  let lastReport: { compact: number; arrivalMs: number } | undefined;
  let expectedBefore = 0;
  let receivedBefore = 0;

  return {
    onPacket(arrivalMs, timestamp) {
      const transit = (arrivalMs * clockRate) / 1000 - timestamp;
      if (lastTransit !== undefined) jitter += (Math.abs(transit - lastTransit) - jitter) / 16;
      lastTransit = transit;
    },
    onSenderReport(ntpTime, arrivalMs) {
      lastReport = { compact: Number((ntpTime >> 16n) & 0xffff_ffffn), arrivalMs };
    },
    report(ssrc, { packets, duplicates, first, highest }, nowMs) {
      const expected = highest - first + 1;
      const received = packets - duplicates;
      const expectedNow = expected - expectedBefore;
      const lostNow = expectedNow - (received - receivedBefore);
      expectedBefore = expected;
      receivedBefore = received;
      return {
        ssrc,
        fractionLost: expectedNow > 0 ? Math.min(255, Math.max(0, Math.floor((lostNow * 256) / expectedNow))) : 0,
        packetsLost: Math.min(0x7f_ffff, Math.max(0, expected - received)),
        highestSequence: highest >>> 0,
        jitter: Math.min(0xffff_ffff, Math.round(jitter)),
        lastSenderReport: lastReport?.compact ?? 0,
        delaySinceLastSenderReport: lastReport === undefined ? 0 : Math.round(((nowMs - lastReport.arrivalMs) * 65_536) / 1000),
      };
    },
  };
}
