import type { RecordingEvent, RecordingOptions } from './recording.ts';
import type { ShareReceiver } from './share-receiver.ts';
import { backOffMs } from './signal/back-off.ts';
import { LiveKitRefusedError } from './signal/livekit-refused-error.ts';
import { joinRoom, type RoomConnection } from './signal/room-connection.ts';
import type { MediaTransportFactory } from './transport/media-transport.ts';

/** How long a running recording tries to get back before it gives up. */
const REJOIN_PATIENCE_MS = 10 * 60_000;
/** A connection that lasted this long was a good one: the next loss is followed by an attempt at once. */
const STABLE_MS = 10_000;
/** First attempt, in the sense of the back-off, after a connection that did not last. */
const ATTEMPT_AFTER_SHORT_LIFE = 2;

export interface RoomMembershipOptions {
  recording: Pick<RecordingOptions, 'url' | 'createToken' | 'identityPrefix' | 'firstGeneration'>;
  createTransport: MediaTransportFactory;
  candidates: 'all' | 'tcp';
  now: () => number;
  receiver: ShareReceiver;
  emit: (event: RecordingEvent) => void;
  onFailed: (code: 'removed' | 'room-deleted' | 'livekit-unreachable', message: string) => void;
}

/** Stays in the room, generation after generation. */
export interface RoomMembership {
  /** Undefined while joining. */
  readonly connection: RoomConnection | undefined;
  /**
   * Joins for the first time, trying for `patienceMs`.
   * @throws LiveKitRefusedError, Error when LiveKit cannot be reached
   */
  join(patienceMs: number): Promise<void>;
  /** Something went wrong on our side: leave this generation and begin the next. */
  startOver(reason: string): void;
  leave(): Promise<void>;
}

/** Does nothing before `join`. */
export function createRoomMembership(options: RoomMembershipOptions): RoomMembership {
  const { recording, receiver, emit, now } = options;
  let generation = recording.firstGeneration;
  let connection: RoomConnection | undefined;
  let joinedAtMs = 0;
  let joining = false;
  let lostWhileJoining: string | undefined;
  let left = false;

  /** Events of a generation that is over are late news. What handling them throws costs this generation only. */
  function guarded<Args extends unknown[]>(own: number, handle: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      if (left || own !== generation - 1) return;
      try {
        handle(...args);
      } catch (error) {
        startOver(`Internal error: ${String(error)}`);
      }
    };
  }

  async function joinOnce(): Promise<void> {
    const own = generation++;
    lostWhileJoining = undefined;
    const joined = await joinRoom({
      url: recording.url,
      createToken: () => recording.createToken(`${recording.identityPrefix}-${own}`),
      createTransport: options.createTransport,
      candidates: options.candidates,
      now,
      events: {
        onParticipants: guarded(own, (participants) => receiver.onParticipants(participants)),
        onSections: guarded(own, (sections) => receiver.onSections(sections)),
        onStreamState: guarded(own, (trackSid, paused) => receiver.onStreamState(trackSid, paused)),
        onRtp: guarded(own, (...packet) => receiver.onRtp(...packet)),
        onSenderReport: guarded(own, (...report) => receiver.onSenderReport(...report)),
        onSignal: guarded(own, (state, reason) =>
          emit(state === 'lost' ? { type: 'reconnecting', reason } : { type: 'joined', generation: own }),
        ),
        onLost: guarded(own, (outcome, reason) => {
          if (outcome.next === 'stop') options.onFailed(outcome.code, reason);
          else rejoin(reason);
        }),
      },
    });
    if (left) {
      await joined.close();
      return;
    }
    connection = joined;
    joinedAtMs = now();
    emit({ type: 'joined', generation: own });
    receiver.setConnection(joined);
  }

  /** Joins, trying again until `deadlineMs`. */
  async function joinUntil(deadlineMs: number, firstAttempt: number, acceptRefusal: boolean): Promise<void> {
    joining = true;
    try {
      for (let attempt = firstAttempt; !left; attempt++) {
        if (attempt > 0) await new Promise((done) => setTimeout(done, backOffMs(attempt - 1)));
        if (hasLeft()) return;
        try {
          await joinOnce();
          if (!isLostAgain()) return;
        } catch (error) {
          if (now() >= deadlineMs || (acceptRefusal && error instanceof LiveKitRefusedError)) throw error;
        }
      }
    } finally {
      joining = false;
    }
  }

  // These change while something is awaited, which the compiler does not see.
  function hasLeft(): boolean {
    return left;
  }

  function isLostAgain(): boolean {
    return lostWhileJoining !== undefined;
  }

  function rejoin(reason: string): void {
    if (joining) lostWhileJoining = reason;
    if (left || joining) return;
    const wasStable = now() - joinedAtMs > STABLE_MS;
    connection = undefined;
    receiver.setConnection(undefined);
    emit({ type: 'reconnecting', reason });
    joinUntil(now() + REJOIN_PATIENCE_MS, wasStable ? 0 : ATTEMPT_AFTER_SHORT_LIFE, false).catch((error: unknown) => {
      options.onFailed('livekit-unreachable', `LiveKit could not be reached again: ${messageOf(error)}`);
    });
  }

  function startOver(reason: string): void {
    const broken = connection;
    rejoin(reason);
    // The next generation does not wait for the farewell of this one.
    void broken?.close().catch(() => undefined);
  }

  return {
    get connection() {
      return connection;
    },
    join: (patienceMs) => joinUntil(now() + patienceMs, 0, true),
    startOver,
    async leave() {
      left = true;
      const last = connection;
      connection = undefined;
      await last?.close();
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
