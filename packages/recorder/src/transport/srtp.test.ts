import { createCipheriv, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSrtpDecryptor, isRtp } from './srtp-decryptor.ts';
import { deriveSrtpKeys, type SrtpProfile } from './srtp-keys.ts';

const MASTER_KEY = Buffer.from('E1F97A0D3E018BE0D64FA32C06DE4139', 'hex');
const MASTER_SALT = Buffer.from('0EC675AD498AFEEBB6960B3AABE6', 'hex');

it('derives the session keys of RFC 3711 appendix B.3', () => {
  const keys = deriveSrtpKeys('aes-128-ctr-hmac-sha1-80', MASTER_KEY, MASTER_SALT);
  expect(keys.encryptionKey.toString('hex')).toBe('c61e7a93744f39ee10734afe3ff7a087');
  expect(keys.salt.toString('hex')).toBe('30cbbc08863d8c85d49db34a9ae1');
  expect(keys.authenticationKey.toString('hex')).toBe('cebe321f6ff7716b6fd4ab49af256a156d38baa4');
});

const PROFILES: SrtpProfile[] = ['aes-128-ctr-hmac-sha1-80', 'aes-128-gcm'];

/** A sender after RFC 3711 section 4.1.1 and RFC 7714 section 8, independent of the code under test. */
function protect(profile: SrtpProfile, index: number, payload: Buffer, { padding = 0, extension = false } = {}): Buffer {
  const keys = keysOf(profile);
  const sequence = index % 65_536;
  const rollover = Math.floor(index / 65_536);
  const header = Buffer.alloc(extension ? 20 : 12);
  header[0] = 0x80 | (padding > 0 ? 0x20 : 0) | (extension ? 0x10 : 0);
  header[1] = 0x80 | 96;
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(123_456, 4);
  header.writeUInt32BE(0xcafe_babe, 8);
  if (extension) header.writeUInt16BE(1, 14);
  const plain = Buffer.concat([payload, Buffer.alloc(padding, padding)]);
  const gcm = profile === 'aes-128-gcm';
  const iv = Buffer.alloc(gcm ? 12 : 16);
  iv.writeUInt32BE(0xcafe_babe, gcm ? 2 : 4);
  iv.writeUIntBE(rollover * 65_536 + sequence, gcm ? 6 : 8, 6);
  keys.salt.forEach((byte, at) => iv.writeUInt8(iv.readUInt8(at) ^ byte, at));
  if (gcm) {
    const cipher = createCipheriv('aes-128-gcm', keys.encryptionKey, iv).setAAD(header);
    return Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }
  const sealed = Buffer.concat([header, createCipheriv('aes-128-ctr', keys.encryptionKey, iv).update(plain)]);
  const roc = Buffer.alloc(4);
  roc.writeUInt32BE(rollover);
  const tag = createHmac('sha1', keys.authenticationKey).update(sealed).update(roc).digest().subarray(0, 10);
  return Buffer.concat([sealed, tag]);
}

function keysOf(profile: SrtpProfile) {
  return deriveSrtpKeys(profile, MASTER_KEY, MASTER_SALT.subarray(0, profile === 'aes-128-gcm' ? 12 : 14));
}

describe.each(PROFILES)('%s', (profile) => {
  it('opens packets, with extension and padding', () => {
    const decrypt = createSrtpDecryptor(keysOf(profile));
    const opened = decrypt(protect(profile, 5, Buffer.from('media'), { padding: 4, extension: true }));
    expect(opened).toEqual({
      ssrc: 0xcafe_babe,
      payloadType: 96,
      sequence: 5,
      timestamp: 123_456,
      marker: true,
      payload: Buffer.from('media'),
    });
  });

  it('follows the rollover counter, late packets and a pause of thousands included', () => {
    const decrypt = createSrtpDecryptor(keysOf(profile));
    for (const index of [65_000, 65_535, 65_536, 65_534, 65_540, 90_000, 120_000, 131_072, 127_000]) {
      expect(decrypt(protect(profile, index, Buffer.from(`${index}`)))?.payload.toString()).toBe(`${index}`);
    }
  });

  it('rejects what was changed or cut', () => {
    const decrypt = createSrtpDecryptor(keysOf(profile));
    const packet = protect(profile, 1, Buffer.from('media'));
    for (const at of [1, 13, packet.length - 1]) {
      const forged = Buffer.from(packet);
      forged.writeUInt8((forged[at] ?? 0) ^ 1, at);
      expect(decrypt(forged)).toBeUndefined();
    }
    expect(decrypt(packet.subarray(0, 15))).toBeUndefined();
    expect(decrypt(packet)).toBeDefined();
  });
});

it.each([
  ['RTP', [0x80, 96], true],
  ['RTP with marker and payload type 111', [0x80, 239], true],
  ['a sender report', [0x80, 200], false],
  ['feedback', [0x81, 206], false],
  ['DTLS', [22, 254], false],
  ['STUN', [0, 1], false],
])('tells %s', (_, start, expected) => {
  expect(isRtp(Buffer.concat([Buffer.from(start), Buffer.alloc(20)]))).toBe(expected);
});
