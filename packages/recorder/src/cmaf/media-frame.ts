/** One coded frame on its way to disk. */
export interface MediaFrame {
  /** Server wall clock of the frame, ms since the Unix epoch (fractional). */
  wallMs: number;
  /** Unwrapped RTP timestamp in the track's timescale; differences within one `epoch` are exact media time. */
  rtpTime: number;
  keyframe: boolean;
  /** The sample: for H.264 NAL units with 4-byte lengths, SPS and PPS in-band before each IDR. */
  data: Buffer[];
  sizeBytes: number;
}
