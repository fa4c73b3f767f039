import { joinRoom, type RoomConnection } from './signal/room-connection.ts';
import type { MediaRoute } from './transport/media-transport.ts';
import { createWeriftTransport } from './transport/werift-transport.ts';

export interface ProbeOptions {
  /** LiveKit's address, ws:// or wss://. */
  url: string;
  /** A recorder's access token; it is asked for once. */
  createToken: () => Promise<string>;
  /** `tcp` leaves out UDP. */
  candidates: 'all' | 'tcp';
  /** How long media may take to find its way, and LiveKit to tell its time, ms. */
  timeoutMs: number;
}

/** How a recorder on this machine gets on with a LiveKit server. Times in ms. */
export interface RoomProbe {
  server: { version: string; region: string };
  joinMs: number;
  /** Undefined: no media would come this way. */
  route: MediaRoute | undefined;
  /** Why there is no route, as far as the connection said. */
  problem: string | undefined;
  roundTripMs: number;
  /** LiveKit's clock less ours, exact to half a round trip; undefined when it was not told in time. */
  clockOffsetMs: number | undefined;
  /** What the kernel gave for the UDP socket; undefined over TCP. */
  receiveBufferBytes: number | undefined;
}

const LOOK_EVERY_MS = 50;

/**
 * Joins a room as a recorder does, waits until media could flow, and leaves. Nothing needs to be shared there.
 * @throws LiveKitRefusedError when LiveKit says no, Error when it cannot be reached
 */
export async function probeRoom(options: ProbeOptions): Promise<RoomProbe> {
  const from = performance.now();
  let problem: string | undefined;
  const connection = await joinRoom({
    ...options,
    createTransport: createWeriftTransport,
    now: Date.now,
    events: {
      onParticipants: () => undefined,
      onSections: () => undefined,
      onStreamState: () => undefined,
      onSignal: () => undefined,
      onRtp: () => undefined,
      onSenderReport: () => undefined,
      onLost: (_outcome, reason) => {
        problem = reason;
      },
    },
  });
  const joinMs = performance.now() - from;
  try {
    const deadline = performance.now() + options.timeoutMs;
    const isComplete = (): boolean => connection.route() !== undefined && connection.clockOffsetMs() !== undefined;
    while (!isComplete() && problem === undefined && performance.now() < deadline) {
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    }
    return { joinMs, problem, ...describe(connection) };
  } finally {
    await connection.close();
  }
}

function describe(connection: RoomConnection): Omit<RoomProbe, 'joinMs' | 'problem'> {
  const route = connection.route();
  return {
    server: connection.server,
    route,
    roundTripMs: connection.roundTripMs(),
    clockOffsetMs: connection.clockOffsetMs(),
    // A UDP socket that was opened for a try says nothing about a way by TCP.
    receiveBufferBytes: route?.protocol === 'udp' ? connection.transportStats().receiveBufferBytes : undefined,
  };
}
