import { createDecipheriv, createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { SrtpSessionKeys } from './srtp-keys.ts';

export interface DecryptedRtp {
  ssrc: number;
  payloadType: number;
  sequence: number;
  timestamp: number;
  marker: boolean;
  payload: Buffer;
}

const GCM_TAG_BYTES = 16;
const HMAC_TAG_BYTES = 10;

/** Whether a datagram is RTP and not STUN, DTLS or RTCP (RFC 7983 section 7, RFC 5761 section 4). */
export function isRtp(datagram: Buffer): boolean {
  const first = datagram[0] ?? 0;
  const second = datagram[1] ?? 0;
  return datagram.length >= 12 && first >= 128 && first <= 191 && (second < 192 || second > 223);
}

/**
 * Authenticates and decrypts SRTP (RFC 3711; RFC 7714 for AES-GCM). Returns undefined for what fails.
 * Rollover counters are kept for ever: an SSRC that pauses for minutes must still be readable, and only
 * authenticated packets add one. Replays are left to the reorder ring, which drops what it has seen.
 * Keys are KeyObjects because a raw key costs 10-20 us more per packet.
 */
export function createSrtpDecryptor(keys: SrtpSessionKeys): (datagram: Buffer) => DecryptedRtp | undefined {
  const gcm = keys.profile === 'aes-128-gcm';
  const encryptionKey = createSecretKey(keys.encryptionKey);
  const authenticationKey = gcm ? undefined : createSecretKey(keys.authenticationKey);
  const tagBytes = gcm ? GCM_TAG_BYTES : HMAC_TAG_BYTES;
  const counters = new Map<number, { rollover: number; highest: number }>();
  const iv = Buffer.alloc(gcm ? 12 : 16);
  const rolloverBytes = Buffer.alloc(4);

  function guessRollover(ssrc: number, sequence: number): number {
    const counter = counters.get(ssrc);
    if (counter === undefined) return 0;
    const ahead = sequence - counter.highest;
    if (ahead < -32_768) return counter.rollover + 1;
    if (ahead > 32_768) return counter.rollover - 1;
    return counter.rollover;
  }

  function fillIv(ssrc: number, rollover: number, sequence: number): void {
    iv.fill(0);
    const at = gcm ? 2 : 4;
    iv.writeUInt32BE(ssrc, at);
    iv.writeUInt32BE(rollover >>> 0, at + 4);
    iv.writeUInt16BE(sequence, at + 8);
    for (let index = 0; index < keys.salt.length; index++) iv[index] = (iv[index] ?? 0) ^ (keys.salt[index] ?? 0);
  }

  function openGcm(datagram: Buffer, headerEnd: number, end: number): Buffer | undefined {
    const decipher = createDecipheriv('aes-128-gcm', encryptionKey, iv);
    decipher.setAAD(datagram.subarray(0, headerEnd));
    decipher.setAuthTag(datagram.subarray(end));
    const payload = decipher.update(datagram.subarray(headerEnd, end));
    try {
      decipher.final();
    } catch {
      return undefined; // Not authentic: the only thing final() can say of a stream cipher.
    }
    return payload;
  }

  function openCtr(datagram: Buffer, headerEnd: number, end: number, rollover: number): Buffer | undefined {
    if (authenticationKey === undefined) return undefined;
    rolloverBytes.writeUInt32BE(rollover >>> 0);
    const mac = createHmac('sha1', authenticationKey).update(datagram.subarray(0, end)).update(rolloverBytes).digest();
    if (!timingSafeEqual(mac.subarray(0, HMAC_TAG_BYTES), datagram.subarray(end))) return undefined;
    return createDecipheriv('aes-128-ctr', encryptionKey, iv).update(datagram.subarray(headerEnd, end));
  }

  return (datagram) => {
    const end = datagram.length - tagBytes;
    const headerEnd = headerLength(datagram);
    if (headerEnd === undefined || headerEnd > end) return undefined;
    const sequence = datagram.readUInt16BE(2);
    const ssrc = datagram.readUInt32BE(8);
    const rollover = guessRollover(ssrc, sequence);
    fillIv(ssrc, rollover, sequence);
    const opened = gcm ? openGcm(datagram, headerEnd, end) : openCtr(datagram, headerEnd, end, rollover);
    if (opened === undefined) return undefined;
    const counter = counters.get(ssrc);
    if (counter === undefined) counters.set(ssrc, { rollover, highest: sequence });
    else if (rollover > counter.rollover || (rollover === counter.rollover && sequence > counter.highest)) {
      counter.rollover = rollover;
      counter.highest = sequence;
    }
    const flags = datagram[1] ?? 0;
    return {
      ssrc,
      payloadType: flags & 127,
      sequence,
      timestamp: datagram.readUInt32BE(4),
      marker: (flags & 128) !== 0,
      payload: ((datagram[0] ?? 0) & 32) === 0 ? opened : withoutPadding(opened),
    };
  };
}

function headerLength(datagram: Buffer): number | undefined {
  const first = datagram[0] ?? 0;
  const base = 12 + (first & 15) * 4;
  if ((first & 16) === 0) return base;
  return datagram.length < base + 4 ? undefined : base + 4 + datagram.readUInt16BE(base + 2) * 4;
}

function withoutPadding(payload: Buffer): Buffer {
  const padding = payload.at(-1) ?? 0;
  return payload.subarray(0, Math.max(0, payload.length - padding));
}
