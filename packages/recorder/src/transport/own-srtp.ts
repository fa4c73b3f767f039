import { RtcpPacketConverter, type RTCDtlsTransport, SrtpAuthenticationError } from 'werift';
import type { DecryptedRtp } from './srtp-decryptor.ts';
import { createSrtpDecryptor, isRtp } from './srtp-decryptor.ts';
import { deriveSrtpKeys, type SrtpProfile } from './srtp-keys.ts';

/** werift's numbers of the DTLS-SRTP profiles (RFC 5764 section 4.1.2, RFC 7714 section 14.2). */
const PROFILES: Readonly<Record<number, { name: SrtpProfile; saltBytes: number }>> = {
  1: { name: 'aes-128-ctr-hmac-sha1-80', saltBytes: 14 },
  7: { name: 'aes-128-gcm', saltBytes: 12 },
};

export interface OwnSrtpEvents {
  onRtp(packet: DecryptedRtp): void;
  onRejected(): void;
}

/**
 * Takes SRTP over from the library, which keeps ICE, DTLS and RTCP: its own path builds several objects a packet
 * and forgets replay and rollover state too early. Must be called before DTLS has connected.
 * @returns false when the library does not look as expected, and nothing was changed
 */
export function takeOverSrtp(dtls: RTCDtlsTransport, events: OwnSrtpEvents): boolean {
  if (!looksAsExpected(dtls)) return false;
  dtls.startSrtp = () => {
    if (dtls.srtpStarted) return;
    dtls.srtpStarted = true;
    dtls.updateSrtpSession();
    const decrypt = createDecryptor(dtls);
    dtls.iceTransport.connection.onData.subscribe((datagram) => {
      if (!isRtp(datagram)) {
        receiveRtcp(dtls, datagram, events);
        return;
      }
      const packet = decrypt(datagram);
      if (packet === undefined) events.onRejected();
      else events.onRtp(packet);
    });
  };
  return true;
}

function looksAsExpected(dtls: RTCDtlsTransport): boolean {
  return (
    !dtls.srtpStarted &&
    typeof dtls.startSrtp === 'function' &&
    typeof dtls.updateSrtpSession === 'function' &&
    typeof dtls.iceTransport.connection.onData.subscribe === 'function'
  );
}

function createDecryptor(dtls: RTCDtlsTransport): (datagram: Buffer) => DecryptedRtp | undefined {
  const socket = dtls.dtls;
  const profile = PROFILES[socket?.srtp.srtpProfile ?? 0];
  if (socket === undefined || profile === undefined) throw new Error('DTLS agreed on no known SRTP profile');
  const { remoteKey, remoteSalt } = socket.extractSessionKeys(16, profile.saltBytes);
  return createSrtpDecryptor(deriveSrtpKeys(profile.name, remoteKey, remoteSalt));
}

function receiveRtcp(dtls: RTCDtlsTransport, datagram: Buffer, events: OwnSrtpEvents): void {
  const first = datagram[0] ?? 0;
  if (first < 128 || first > 191) return;
  try {
    for (const packet of RtcpPacketConverter.deSerialize(dtls.srtcp.decrypt(datagram))) dtls.onRtcp.execute(packet);
  } catch (error) {
    // Forged or malformed reports are counted and dropped; they must not end the transport.
    if (error instanceof SrtpAuthenticationError || error instanceof RangeError) events.onRejected();
    else throw error;
  }
}
