import type { ReceptionReport } from '../rtp/receiver-report.ts';

/** One RTCP message to the sender of a stream. */
export type RtcpFeedback =
  | { type: 'nack'; ssrc: number; sequences: number[] }
  | { type: 'picture-loss'; ssrc: number }
  | { type: 'receiver-report'; reports: ReceptionReport[] };

export interface MediaTransportEvents {
  /** A decrypted and authenticated packet; counters as on the wire, payload without padding. */
  onRtp(ssrc: number, payloadType: number, sequence: number, timestamp: number, marker: boolean, payload: Buffer, arrivalMs: number): void;
  onSenderReport(ssrc: number, ntpTime: bigint, rtpTimestamp: number, arrivalMs: number): void;
  /** An RTCIceCandidateInit as JSON for the other side. */
  onLocalCandidate(candidateJson: string): void;
  onState(state: 'connected' | 'failed' | 'closed'): void;
}

export interface IceServer {
  urls: string[];
  username: string;
  credential: string;
}

export interface MediaTransportOptions {
  /** Of LiveKit's JoinResponse; only its TURN servers are used, since an SFU sees our address by itself. */
  iceServers: IceServer[];
  /** `tcp` leaves out UDP candidates; for networks that drop UDP, and tests. */
  candidates: 'all' | 'tcp';
  /** Offer 127.0.0.1 too: LiveKit runs on this machine. */
  loopback: boolean;
  now: () => number;
  events: MediaTransportEvents;
}

export interface TransportStats {
  /** `own`: SRTP is decrypted here; `library`: the library changed and its slower path is used. */
  decryption: 'own' | 'library';
  /** What the kernel gave of the 4 MB asked for; undefined over TCP or before the socket exists. */
  receiveBufferBytes: number | undefined;
  /** Packets that failed authentication. */
  rejectedPackets: number;
}

/** One end of a route. */
export interface RouteEnd {
  address: string;
  port: number;
  /** ICE's name for how the address was found: host, srflx, prflx, relay. */
  type: string;
}

/** The way media takes. */
export interface MediaRoute {
  protocol: 'udp' | 'tcp';
  local: RouteEnd;
  remote: RouteEnd;
}

/** Receives media from an SFU: ICE, DTLS and SRTP behind one door. */
export interface MediaTransport {
  /** Applies an offer (an ICE restart included) and returns the answer's SDP. */
  acceptOffer(sdp: string): Promise<string>;
  /** Candidates may come before the first offer. */
  addRemoteCandidate(candidateJson: string): Promise<void>;
  /** Fire and forget. */
  sendRtcp(messages: RtcpFeedback[]): void;
  /** Of the selected ICE pair; undefined until measured. */
  roundTripMs(): number | undefined;
  stats(): TransportStats;
  /** The selected ICE pair; undefined until media can flow. */
  route(): MediaRoute | undefined;
  close(): Promise<void>;
}

/** Makes one transport; tests put their own around it. */
export type MediaTransportFactory = (options: MediaTransportOptions) => MediaTransport;
