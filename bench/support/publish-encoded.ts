import {
  AddTrackRequest,
  Ping,
  SessionDescription,
  SignalRequest,
  SignalResponse,
  SignalTarget,
  TrackSource,
  TrackType,
  TrickleRequest,
} from '@livekit/protocol';
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, type RTCRtpSender, RtcpSenderInfo, RtcpSrPacket } from 'werift';
import { z } from 'zod';

/** Tracks that take RTP packets without SSRC and payload type, which the transport fills in. */
export interface EncodedTracks {
  video: MediaStreamTrack;
  audio: MediaStreamTrack;
  close(): Promise<void>;
}

/** Without what is no longer to be said. */
type RequestMessage = Exclude<SignalRequest['message'], { case: 'ping' | 'updateLayers' }>;
type ResponseMessage = Exclude<SignalResponse['message'], { case: 'pong' }>;

const candidateSchema = z.object({ candidate: z.string(), sdpMid: z.string().nullish(), sdpMLineIndex: z.number().nullish() });

const pingEveryMs = 5_000;
const reportEveryMs = 1_000;
/** Seconds from the NTP epoch to the Unix epoch. */
const ntpToUnixSeconds = 2_208_988_800;
const joinTimeoutMs = 15_000;

/**
 * Joins a LiveKit room and publishes an H.264 screen share and its Opus sound as packets that are made elsewhere:
 * a publisher whose encoder costs nothing, so that what is measured beside it is not.
 * @param token without the right to subscribe: LiveKit drops whoever may and has no second connection for it
 * @throws Error when LiveKit does not take the tracks in time
 */
export async function publishEncoded(url: string, token: string, size: { width: number; height: number }): Promise<EncodedTracks> {
  const query = new URLSearchParams({ access_token: token, auto_subscribe: '0', protocol: '16' });
  const socket = new WebSocket(`${url}/rtc?${query.toString()}`);
  socket.binaryType = 'arraybuffer';
  const connection = new RTCPeerConnection({
    bundlePolicy: 'max-bundle',
    codecs: {
      video: [
        new RTCRtpCodecParameters({
          mimeType: 'video/H264',
          clockRate: 90_000,
          parameters: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
        }),
      ],
      audio: [new RTCRtpCodecParameters({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2 })],
    },
    headerExtensions: { video: [], audio: [] },
    iceUseIpv6: false,
    iceServers: [],
    iceAdditionalHostAddresses: ['127.0.0.1'],
  });
  const video = new MediaStreamTrack({ kind: 'video' });
  const audio = new MediaStreamTrack({ kind: 'audio' });
  const send = (message: RequestMessage): void => socket.send(new Uint8Array(new SignalRequest({ message }).toBinary()));
  const senders = [video, audio].map((track) => connection.addTransceiver(track, { direction: 'sendonly' }).sender);
  // The library's own sender reports tell when a packet was sent, which is late on a busy machine: a capture clock is not.
  for (const sender of senders) Reflect.set(sender, 'rtcpRunning', true);
  const reports = setInterval(() => {
    for (const [index, sender] of senders.entries()) sendReport(sender, index === 0 ? 90_000 : 48_000);
  }, reportEveryMs);
  const remoteCandidates: string[] = [];
  let published = 0;

  async function offer(): Promise<void> {
    await connection.setLocalDescription(await connection.createOffer());
    send({ case: 'offer', value: new SessionDescription({ type: 'offer', sdp: connection.localDescription?.sdp ?? '' }) });
  }

  async function handle(message: ResponseMessage): Promise<void> {
    if (message.case === 'join') {
      for (const [index, sender] of senders.entries()) {
        const isVideo = index === 0;
        const request = new AddTrackRequest({
          cid: sender.trackId,
          name: isVideo ? 'screen' : 'screen-audio',
          type: isVideo ? TrackType.VIDEO : TrackType.AUDIO,
          source: isVideo ? TrackSource.SCREEN_SHARE : TrackSource.SCREEN_SHARE_AUDIO,
          ...(isVideo ? size : {}),
        });
        send({ case: 'addTrack', value: request });
      }
    } else if (message.case === 'trackPublished') {
      published += 1;
      if (published === senders.length) await offer();
    } else if (message.case === 'answer') {
      await connection.setRemoteDescription({ type: 'answer', sdp: message.value.sdp });
      for (const candidate of remoteCandidates.splice(0)) await addCandidate(candidate);
    } else if (message.case === 'trickle' && message.value.target === SignalTarget.PUBLISHER) {
      if (connection.remoteDescription) await addCandidate(message.value.candidateInit);
      else remoteCandidates.push(message.value.candidateInit);
    }
  }

  async function addCandidate(json: string): Promise<void> {
    const { candidate, sdpMid, sdpMLineIndex } = candidateSchema.parse(JSON.parse(json));
    if (candidate === '' || / tcp /i.test(candidate)) return;
    await connection.addIceCandidate({
      candidate,
      ...(sdpMid ? { sdpMid } : {}),
      ...(typeof sdpMLineIndex === 'number' ? { sdpMLineIndex } : {}),
    });
  }

  connection.onIceCandidate.subscribe((candidate) => {
    if (!candidate) return;
    send({ case: 'trickle', value: new TrickleRequest({ candidateInit: JSON.stringify(candidate), target: SignalTarget.PUBLISHER }) });
  });
  const pings = setInterval(() => {
    if (socket.readyState === WebSocket.OPEN) send({ case: 'pingReq', value: new Ping({ timestamp: BigInt(Date.now()) }) });
  }, pingEveryMs);
  const close = async (): Promise<void> => {
    clearInterval(pings);
    clearInterval(reports);
    socket.close();
    await connection.close();
  };

  await new Promise<void>((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error('LiveKit did not take the tracks in time')), joinTimeoutMs);
    connection.connectionStateChange.subscribe((state) => {
      if (state !== 'connected') return;
      clearTimeout(timeout);
      resolve();
    });
    let work = Promise.resolve();
    socket.addEventListener('message', ({ data }) => {
      if (!(data instanceof ArrayBuffer)) return;
      const { message } = SignalResponse.fromBinary(new Uint8Array(data));
      if (message.case !== 'pong') work = work.then(() => handle(message)).catch(reject);
    });
    socket.addEventListener('error', () => reject(new Error('The signal connection of the publisher broke')));
  }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { video, audio, close };
}

/** RTP times are wall time by the clock rate, as {@link rtpTimeOf} makes them; the report says just that (RFC 3550, 6.4.1). */
function sendReport(sender: RTCRtpSender, clockRate: number): void {
  const now = Date.now();
  const seconds = Math.floor(now / 1000);
  const ntpTimestamp = (BigInt(seconds + ntpToUnixSeconds) << 32n) | BigInt(Math.floor(((now % 1000) / 1000) * 2 ** 32));
  const senderInfo = new RtcpSenderInfo({ ntpTimestamp, rtpTimestamp: rtpTimeOf(now, clockRate), packetCount: 0, octetCount: 0 });
  // Before the connection there is nobody to tell.
  sender.dtlsTransport.sendRtcp([new RtcpSrPacket({ ssrc: sender.ssrc, senderInfo })]).catch(() => undefined);
}

/** RTP timestamp of a wall time, ms. */
export function rtpTimeOf(wallMs: number, clockRate: number): number {
  return Math.round((wallMs * clockRate) / 1000) % 2 ** 32;
}
