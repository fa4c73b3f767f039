import type { CodecConfig, CodedFrame, Depacketizer } from './depacketizer.ts';
import { parseSpsSize } from './h264-sps.ts';
import type { RtpPacket } from './rtp-packet.ts';

const NAL_IDR = 5;
const NAL_SPS = 7;
const NAL_PPS = 8;
const NAL_ACCESS_UNIT_DELIMITER = 9;
const NAL_FILLER = 12;
const PACKET_STAP_A = 24;
const PACKET_FU_A = 28;

/**
 * H.264 out of RTP (RFC 6184, packetization modes 0 and 1: single NAL units, STAP-A, FU-A).
 * Samples hold NAL units with 4-byte lengths; every IDR is preceded by the SPS and PPS in force,
 * so that any keyframe can be decoded by itself. Delimiters and filler are left out.
 */
export function createH264Depacketizer(): Depacketizer {
  let sps: Buffer | undefined;
  let pps: Buffer | undefined;
  let config: CodecConfig | undefined;
  let timestamp: number | undefined;
  let arrivalMs = 0;
  let parts: Buffer[] = [];
  let keyframe = false;
  let broken = false;
  let startUnknown = false;
  let fragments: Buffer[] | undefined;

  function dropFrame(): void {
    parts = [];
    keyframe = false;
    fragments = undefined;
  }

  function finishFrame(): CodedFrame | undefined {
    const complete = !broken && fragments === undefined && parts.length > 0 && timestamp !== undefined;
    const frame = complete ? takeFrame(timestamp ?? 0) : undefined;
    dropFrame();
    timestamp = undefined;
    broken = false;
    return frame;
  }

  function takeFrame(rtpTime: number): CodedFrame | undefined {
    if (!keyframe) return { rtpTime, keyframe, data: parts, sizeBytes: sizeOf(parts), arrivalMs };
    if (sps === undefined || pps === undefined) return undefined;
    config = updateConfig(config, sps, pps);
    const data = [lengthPrefix(sps.length), sps, lengthPrefix(pps.length), pps, ...parts];
    return { rtpTime, keyframe, data, sizeBytes: sizeOf(data), arrivalMs };
  }

  function addNalUnit(chunks: Buffer[]): void {
    const type = (chunks[0]?.[0] ?? 0) & 31;
    if (type === NAL_ACCESS_UNIT_DELIMITER || type === NAL_FILLER || type === 0) return;
    if (type === NAL_SPS) sps = keepIfEqual(sps, chunks);
    else if (type === NAL_PPS) pps = keepIfEqual(pps, chunks);
    else {
      if (type === NAL_IDR) keyframe = true;
      parts.push(lengthPrefix(sizeOf(chunks)), ...chunks);
    }
  }

  function addAggregate(payload: Buffer): void {
    let offset = 1;
    while (offset + 2 <= payload.length) {
      const length = payload.readUInt16BE(offset);
      const end = offset + 2 + length;
      if (length === 0 || end > payload.length) {
        broken = true;
        return;
      }
      addNalUnit([payload.subarray(offset + 2, end)]);
      offset = end;
    }
  }

  function addFragment(payload: Buffer): void {
    const indicator = payload[0] ?? 0;
    const header = payload[1];
    if (header === undefined) {
      broken = true;
      return;
    }
    if ((header & 0x80) !== 0) {
      fragments = [Buffer.from([(indicator & 0xe0) | (header & 31)]), payload.subarray(2)];
    } else if (fragments === undefined) {
      broken = true;
      return;
    } else fragments.push(payload.subarray(2));
    if ((header & 0x40) === 0) return;
    addNalUnit(fragments);
    fragments = undefined;
  }

  return {
    get config() {
      return config;
    },
    reset() {
      dropFrame();
      broken = true;
      startUnknown = true;
    },
    push(packet: RtpPacket) {
      const { payload } = packet;
      const first = payload[0];
      if (first === undefined) return [];
      const frames: CodedFrame[] = [];
      if (packet.timestamp !== timestamp) {
        const unmarked = timestamp === undefined ? undefined : finishFrame();
        if (unmarked !== undefined) frames.push(unmarked);
        // After a loss this packet need not be the first of its frame, unless it carries what only comes first.
        broken = startUnknown && !startsAccessUnit(payload);
        timestamp = packet.timestamp;
        arrivalMs = packet.arrivalMs;
      }
      startUnknown = false;
      const type = first & 31;
      if (type === PACKET_STAP_A) addAggregate(payload);
      else if (type === PACKET_FU_A) addFragment(payload);
      else if (type >= 1 && type <= 23) addNalUnit([payload]);
      else broken = true;
      if (packet.marker) {
        const frame = finishFrame();
        if (frame !== undefined) frames.push(frame);
      }
      return frames;
    },
  };
}

function startsAccessUnit(payload: Buffer): boolean {
  const type = (payload[0] ?? 0) & 31;
  const first = type === PACKET_STAP_A ? (payload[3] ?? 0) & 31 : type;
  return first === NAL_SPS || first === NAL_ACCESS_UNIT_DELIMITER;
}

function updateConfig(config: CodecConfig | undefined, sps: Buffer, pps: Buffer): CodecConfig {
  if (config?.codec === 'h264' && config.sps === sps && config.pps === pps) return config;
  return { codec: 'h264', ...parseSpsSize(sps), sps, pps };
}

/** Parameter sets are copied once, so that they do not hold a datagram's memory and compare by identity. */
function keepIfEqual(current: Buffer | undefined, chunks: Buffer[]): Buffer {
  const next = Buffer.concat(chunks);
  return current?.equals(next) === true ? current : next;
}

function sizeOf(chunks: Buffer[]): number {
  let size = 0;
  for (const chunk of chunks) size += chunk.length;
  return size;
}

function lengthPrefix(length: number): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(length);
  return prefix;
}
