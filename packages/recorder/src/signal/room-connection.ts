import {
  type ICEServer,
  type LeaveRequest,
  LeaveRequest as LeaveRequestMessage,
  type ParticipantInfo,
  ParticipantInfo_State,
  SessionDescription,
  SignalTarget,
  StreamState,
  SyncState,
  TrickleRequest,
  UpdateSubscription,
  UpdateTrackSettings,
  VideoQuality,
} from '@livekit/protocol';
import type {
  MediaRoute,
  MediaTransport,
  MediaTransportEvents,
  MediaTransportFactory,
  RtcpFeedback,
} from '../transport/media-transport.ts';
import { backOffMs } from './back-off.ts';
import { decideAfterLeave, type LeaveOutcome } from './leave-rules.ts';
import { LiveKitRefusedError } from './livekit-refused-error.ts';
import { type MediaSection, parseMediaSections } from './media-section.ts';
import { openSignal, type SignalConnection, type SignalMessage } from './signal-connection.ts';

/** Attempts to take up a lost signal before the media is given up too. */
const RESUME_ATTEMPTS = 3;

export interface RoomConnectionEvents extends Pick<MediaTransportEvents, 'onRtp' | 'onSenderReport'> {
  onParticipants(participants: ReadonlyMap<string, ParticipantInfo>): void;
  /** After each offer: what is received, and under which SSRC. */
  onSections(sections: MediaSection[]): void;
  /** The SFU paused or resumed a track for lack of bandwidth. */
  onStreamState(trackSid: string, paused: boolean): void;
  /** The signal is lost while media may go on; or is there again. */
  onSignal(state: 'lost' | 'resumed', reason: string): void;
  /** Once: the connection is over. */
  onLost(outcome: Exclude<LeaveOutcome, { next: 'resume' }>, reason: string): void;
}

export interface RoomConnectionOptions {
  url: string;
  createToken: () => Promise<string>;
  createTransport: MediaTransportFactory;
  candidates: 'all' | 'tcp';
  now: () => number;
  events: RoomConnectionEvents;
}

/** One generation of a recorder in a room: signal and media. */
export interface RoomConnection {
  subscribe(trackSids: string[], subscribe: boolean): void;
  /** Asks for a simulcast layer; `high` also keeps the top layer alive with the publisher. */
  requestQuality(trackSid: string, quality: 'low' | 'medium' | 'high'): void;
  sendRtcp(messages: RtcpFeedback[]): void;
  roundTripMs(): number;
  transportStats(): ReturnType<MediaTransport['stats']>;
  /** The way media takes; undefined until it can flow. */
  route(): MediaRoute | undefined;
  /** LiveKit's clock less ours, ms; undefined until it was asked. */
  clockOffsetMs(): number | undefined;
  /** What LiveKit says of itself at the join. */
  readonly server: { version: string; region: string };
  /** Leaves the room. */
  close(): Promise<void>;
}

const QUALITY = { low: VideoQuality.LOW, medium: VideoQuality.MEDIUM, high: VideoQuality.HIGH } as const;

/**
 * Joins a room as a subscriber. A lost signal is resumed behind the scenes, with the media kept (ICE restart);
 * what cannot be resumed ends in `onLost`.
 * @throws LiveKitRefusedError when LiveKit says no, Error when it cannot be reached
 */
export async function joinRoom(options: RoomConnectionOptions): Promise<RoomConnection> {
  const { events, now } = options;
  const participants = new Map<string, ParticipantInfo>();
  const subscribed = new Set<string>();
  let state: 'open' | 'resuming' | 'over' = 'open';
  let signal: SignalConnection;
  let answerSdp = '';
  let setUp = (): void => undefined;
  // Messages may come in the same breath as the answer to the join; they wait until there is a transport.
  let work = new Promise<void>((resolve) => {
    setUp = resolve;
  });

  signal = await openSignal(signalOptions(await options.createToken()));
  if (signal.answer.case !== 'join') throw new Error('LiveKit resumed a connection that was never there');
  const join = signal.answer.value;
  const ownSid = join.participant?.sid ?? '';
  const transport = options.createTransport({
    iceServers: join.iceServers.map(({ urls, username, credential }: ICEServer) => ({ urls, username, credential })),
    candidates: options.candidates,
    loopback: isLoopback(options.url),
    now,
    events: {
      onRtp: events.onRtp,
      onSenderReport: events.onSenderReport,
      onLocalCandidate: (candidateInit) =>
        signal.send({
          case: 'trickle',
          value: new TrickleRequest({ candidateInit, target: SignalTarget.SUBSCRIBER }),
        }),
      onState: (transportState) => {
        if (transportState !== 'connected') lose({ next: 'rejoin' }, `The media connection is ${transportState}`);
      },
    },
  });
  updateParticipants(join.otherParticipants);
  setUp();

  function signalOptions(token: string) {
    return {
      url: options.url,
      token,
      // One at a time: an answer must not overtake the offer before it.
      onMessage: (message: SignalMessage) => {
        work = work
          .then(() => handle(message))
          .catch((error: unknown) => {
            lose({ next: 'rejoin' }, `A signal message could not be handled: ${String(error)}`);
          });
      },
      onClose: (reason: string) => void resume(reason),
    };
  }

  function lose(outcome: Exclude<LeaveOutcome, { next: 'resume' }>, reason: string): void {
    if (state === 'over') return;
    state = 'over';
    signal.close();
    // The next generation does not wait for the old sockets.
    void transport.close().catch(() => undefined);
    events.onLost(outcome, reason);
  }

  async function resume(reason: string): Promise<void> {
    if (state !== 'open') return;
    state = 'resuming';
    signal.close();
    events.onSignal('lost', reason);
    for (let attempt = 0; attempt < RESUME_ATTEMPTS; attempt++) {
      try {
        const token = await options.createToken();
        const next = await openSignal({ ...signalOptions(token), resumeParticipantSid: ownSid });
        if (isOver()) {
          next.close();
          return;
        }
        signal = next;
        state = 'open';
        sendSyncState();
        events.onSignal('resumed', reason);
        return;
      } catch (error) {
        if (isOver()) return;
        if (error instanceof LiveKitRefusedError) break;
        await new Promise((done) => setTimeout(done, backOffMs(attempt)));
      }
    }
    lose({ next: 'rejoin' }, reason);
  }

  /** The state changes while a promise is awaited, which the compiler does not see. */
  function isOver(): boolean {
    return state === 'over';
  }

  function sendSyncState(): void {
    signal.send({
      case: 'syncState',
      value: new SyncState({
        answer: new SessionDescription({ type: 'answer', sdp: answerSdp }),
        subscription: new UpdateSubscription({ trackSids: [...subscribed], subscribe: true }),
      }),
    });
  }

  async function handle(message: SignalMessage): Promise<void> {
    if (state === 'over') return;
    // Not here: refreshToken, as every join and resume asks for a token of its own; mute and trackUnpublished, which
    // are about tracks of our own, while the updates tell of others'.
    if (message.case === 'offer') await answerOffer(message.value);
    else if (message.case === 'update') updateParticipants(message.value.participants);
    else if (message.case === 'leave') onLeave(message.value);
    else if (message.case === 'streamStateUpdate') {
      for (const { trackSid, state: stream } of message.value.streamStates) events.onStreamState(trackSid, stream === StreamState.PAUSED);
    } else if (message.case === 'trickle' && message.value.target === SignalTarget.SUBSCRIBER) {
      await transport.addRemoteCandidate(message.value.candidateInit);
    }
  }

  async function answerOffer({ sdp, id }: SessionDescription): Promise<void> {
    events.onSections(parseMediaSections(sdp));
    answerSdp = await transport.acceptOffer(sdp);
    signal.send({ case: 'answer', value: new SessionDescription({ type: 'answer', sdp: answerSdp, id }) });
  }

  function onLeave(leave: LeaveRequest): void {
    const outcome = decideAfterLeave(leave.reason, leave.action);
    const reason = `LiveKit ended the connection (reason ${leave.reason}, action ${leave.action})`;
    if (outcome.next === 'resume') void resume(reason);
    else lose(outcome, reason);
  }

  function updateParticipants(changed: ParticipantInfo[]): void {
    for (const participant of changed) {
      if (participant.state === ParticipantInfo_State.DISCONNECTED) participants.delete(participant.sid);
      else participants.set(participant.sid, participant);
    }
    events.onParticipants(participants);
  }

  return {
    subscribe(trackSids, subscribe) {
      for (const sid of trackSids) {
        if (subscribe) subscribed.add(sid);
        else subscribed.delete(sid);
      }
      signal.send({ case: 'subscription', value: new UpdateSubscription({ trackSids, subscribe }) });
    },
    requestQuality(trackSid, quality) {
      signal.send({
        case: 'trackSetting',
        value: new UpdateTrackSettings({ trackSids: [trackSid], quality: QUALITY[quality] }),
      });
    },
    sendRtcp: (messages) => transport.sendRtcp(messages),
    roundTripMs: () => transport.roundTripMs() ?? signal.roundTripMs(),
    transportStats: () => transport.stats(),
    route: () => transport.route(),
    clockOffsetMs: () => signal.clockOffsetMs(),
    server: { version: join.serverInfo?.version ?? 'unknown', region: join.serverInfo?.region ?? '' },
    async close() {
      const wasOver = state === 'over';
      state = 'over';
      if (!wasOver) signal.send({ case: 'leave', value: new LeaveRequestMessage({ canReconnect: false }) });
      signal.close();
      await transport.close();
    },
  };
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname.startsWith('127.');
}
