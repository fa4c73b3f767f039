/** One RTP packet (RFC 3550 section 5.1) with its counters extended past their wraps. */
export interface RtpPacket {
  /** Extended sequence number. */
  sequence: number;
  /** Extended timestamp, in ticks of the codec's clock. */
  timestamp: number;
  marker: boolean;
  /** Without padding; empty for a packet of padding only. */
  payload: Buffer;
  /** Server wall clock when it arrived, ms. */
  arrivalMs: number;
}
