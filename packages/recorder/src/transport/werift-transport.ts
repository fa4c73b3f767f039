import { RTCPeerConnection, RTCRtpCodecParameters, type RTCDtlsTransport, type RTCIceServer } from 'werift';
import { RECORDABLE_CODECS } from '../rtp/codecs.ts';
import type { MediaRoute, MediaTransport, MediaTransportOptions, RouteEnd } from './media-transport.ts';
import { takeOverSrtp } from './own-srtp.ts';
import { growReceiveBuffers } from './receive-buffer.ts';
import { buildRtcp } from './rtcp-messages.ts';

const SENDER_REPORT = 200;
const VIDEO_FEEDBACK = [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'ccm', parameter: 'fir' }];
/** Seconds; only TURN is ever gathered beyond host candidates. */
const GATHER_TIMEOUT_SECONDS = 2;

/** A MediaTransport over werift, which does ICE and DTLS; SRTP is decrypted here. */
export function createWeriftTransport(options: MediaTransportOptions): MediaTransport {
  const { events, now } = options;
  const connection = createPeerConnection(options);
  const earlyCandidates: string[] = [];
  let dtls: RTCDtlsTransport | undefined;
  let ownSrtp = true;
  let receiveBufferBytes: number | undefined;
  let rejectedPackets = 0;
  let closed = false;

  connection.onIceCandidate.subscribe((candidate) => {
    if (candidate === undefined || !isWanted(candidate.candidate)) return;
    events.onLocalCandidate(JSON.stringify(candidate));
  });
  connection.connectionStateChange.subscribe((state) => {
    if (closed) return;
    if (state === 'connected' || state === 'failed' || state === 'closed') events.onState(state);
  });

  function isWanted(candidate: string): boolean {
    return options.candidates === 'all' || !/ udp /i.test(candidate);
  }

  function onTransport(transport: RTCDtlsTransport): void {
    // Without this the library asks a public STUN server of its own choice; an SFU needs none.
    delete transport.iceTransport.connection.stunServer;
    transport.onRtcp.subscribe((packet) => {
      if (packet.type !== SENDER_REPORT) return;
      events.onSenderReport(packet.ssrc, packet.senderInfo.ntpTimestamp, packet.senderInfo.rtpTimestamp, now());
    });
    ownSrtp = takeOverSrtp(transport, {
      onRtp: (p) => events.onRtp(p.ssrc, p.payloadType, p.sequence, p.timestamp, p.marker, p.payload, now()),
      onRejected: () => rejectedPackets++,
    });
    if (!ownSrtp) {
      transport.onRtp.subscribe(({ header: h, payload }) =>
        events.onRtp(h.ssrc, h.payloadType, h.sequenceNumber, h.timestamp, h.marker, payload, now()),
      );
    }
  }

  async function addCandidate(json: string): Promise<void> {
    const candidate = parseCandidate(json);
    if (candidate === undefined || !isWanted(candidate.candidate)) return;
    await connection.addIceCandidate(candidate);
  }

  return {
    async acceptOffer(sdp) {
      await connection.setRemoteDescription({ type: 'offer', sdp: filterCandidates(sdp, isWanted) });
      const transport = connection.dtlsTransports[0];
      if (dtls === undefined && transport !== undefined) {
        dtls = transport;
        onTransport(transport);
      }
      for (const candidate of earlyCandidates.splice(0)) await addCandidate(candidate);
      await connection.setLocalDescription(await connection.createAnswer());
      // An offer with new ICE credentials restarts ICE, but with DTLS up the library waits for nobody to begin.
      const ice = dtls?.iceTransport;
      if (dtls?.state === 'connected' && ice?.state === 'new') ice.start().catch(() => events.onState('failed'));
      if (dtls !== undefined) receiveBufferBytes = growReceiveBuffers(dtls) ?? receiveBufferBytes;
      return filterCandidates(connection.localDescription?.sdp ?? '', isWanted);
    },
    async addRemoteCandidate(json) {
      if (connection.remoteDescription === null) earlyCandidates.push(json);
      else await addCandidate(json);
    },
    sendRtcp(messages) {
      if (closed || dtls?.state !== 'connected') return;
      // Feedback is repeated by whoever needs it; a message that cannot be sent is a lost one.
      dtls.sendRtcp(messages.map(buildRtcp)).catch(() => undefined);
    },
    roundTripMs() {
      const seconds = dtls?.iceTransport.connection.nominated?.rtt;
      return seconds === undefined ? undefined : seconds * 1000;
    },
    route: () => (dtls?.state === 'connected' ? routeOf(dtls) : undefined),
    stats: () => ({ decryption: ownSrtp ? 'own' : 'library', receiveBufferBytes, rejectedPackets }),
    async close() {
      if (closed) return;
      closed = true;
      await connection.close();
    },
  };
}

function routeOf(dtls: RTCDtlsTransport): MediaRoute | undefined {
  const pair = dtls.iceTransport.connection.nominated;
  if (pair === undefined) return undefined;
  const end = ({ host, port, type }: { host: string; port: number; type: string }): RouteEnd => ({ address: host, port, type });
  const protocol = /tcp/i.test(pair.remoteCandidate.transport) ? 'tcp' : 'udp';
  return { protocol, local: end(pair.localCandidate), remote: end(pair.remoteCandidate) };
}

function createPeerConnection(options: MediaTransportOptions): RTCPeerConnection {
  return new RTCPeerConnection({
    bundlePolicy: 'max-bundle',
    codecs: { video: codecParameters('video'), audio: codecParameters('audio') },
    // No header extensions and no RTX: plain packets, resent in-band, and no congestion feedback to keep up with.
    headerExtensions: { video: [], audio: [] },
    iceServers: turnServers(options),
    iceUseIpv6: false,
    iceUseTcp: true,
    iceTcpPassive: false,
    iceStunGatherTimeout: GATHER_TIMEOUT_SECONDS,
    ...(options.loopback ? { iceAdditionalHostAddresses: ['127.0.0.1'] } : {}),
  });
}

function codecParameters(kind: 'video' | 'audio'): RTCRtpCodecParameters[] {
  return RECORDABLE_CODECS.filter((codec) => codec.kind === kind).map(
    ({ mimeType, clockRate }) =>
      new RTCRtpCodecParameters({
        mimeType,
        clockRate,
        ...(kind === 'video' ? { rtcpFeedback: VIDEO_FEEDBACK } : { channels: 2, rtcpFeedback: [{ type: 'nack' }] }),
      }),
  );
}

function turnServers({ iceServers }: MediaTransportOptions): RTCIceServer[] {
  return iceServers.flatMap(({ urls, username, credential }) => {
    const turn = urls.filter((url) => /^turns?:/.test(url));
    return turn.map((url) => ({ urls: url, username, credential }));
  });
}

function filterCandidates(sdp: string, isWanted: (candidate: string) => boolean): string {
  return sdp
    .split('\r\n')
    .filter((line) => !line.startsWith('a=candidate:') || isWanted(line))
    .join('\r\n');
}

function parseCandidate(json: string): { candidate: string; sdpMid?: string; sdpMLineIndex?: number } | undefined {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null) return undefined;
  const { candidate, sdpMid, sdpMLineIndex }: Record<string, unknown> = { ...value };
  if (typeof candidate !== 'string' || candidate === '') return undefined;
  return {
    candidate,
    ...(typeof sdpMid === 'string' ? { sdpMid } : {}),
    ...(typeof sdpMLineIndex === 'number' ? { sdpMLineIndex } : {}),
  };
}
