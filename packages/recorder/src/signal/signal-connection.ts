import { type JoinResponse, Ping, type ReconnectResponse, SignalRequest, SignalResponse } from '@livekit/protocol';
import WebSocket, { type RawData } from 'ws';
import { LiveKitRefusedError } from './livekit-refused-error.ts';

/** What LiveKit says; without its first kind of pong, which is no longer sent. */
export type SignalMessage = Exclude<SignalResponse['message'], { case: 'pong' }>;
/** What may be said to LiveKit; without what is out of date. */
export type SignalRequestMessage = Exclude<SignalRequest['message'], { case: 'ping' | 'updateLayers' }>;

/** LiveKit's signal protocol version that is spoken here. */
const PROTOCOL_VERSION = '16';
const OPEN_TIMEOUT_MS = 10_000;
const PING_INTERVAL_MS = 2_000;
/** Without any message for this long the server counts as gone. */
const SILENCE_TIMEOUT_MS = 5_000;

export interface SignalOptions {
  /** ws:// or wss://, with or without a path. */
  url: string;
  token: string;
  /** Take up the connection of this participant instead of joining anew. */
  resumeParticipantSid?: string;
  /** In the order received, from the first message after the answer to the join. */
  onMessage: (message: SignalMessage) => void;
  /** Once, unless closed from this side. */
  onClose: (reason: string) => void;
}

export interface SignalConnection {
  /** How LiveKit answered; `reconnect` only when resumed. */
  readonly answer: { case: 'join'; value: JoinResponse } | { case: 'reconnect'; value: ReconnectResponse };
  send(message: SignalRequestMessage): void;
  /** Of the last ping, ms; 0 before. */
  roundTripMs(): number;
  /** LiveKit's clock less ours by the last ping, exact to half a round trip, ms; undefined before. */
  clockOffsetMs(): number | undefined;
  close(): void;
}

/**
 * Opens LiveKit's signal WebSocket as a subscriber that chooses its tracks itself.
 * Not with Node's own WebSocket: it inflates messages aside, and the leave that says why LiveKit hangs up is lost
 * when the connection ends right behind it.
 * @throws LiveKitRefusedError when LiveKit says no, Error when it cannot be reached
 */
export async function openSignal(options: SignalOptions): Promise<SignalConnection> {
  const query = new URLSearchParams({
    access_token: options.token,
    auto_subscribe: '0',
    adaptive_stream: '0',
    protocol: PROTOCOL_VERSION,
    ...(options.resumeParticipantSid === undefined ? {} : { reconnect: '1', sid: options.resumeParticipantSid }),
  });
  const socket = new WebSocket(`${options.url.replace(/\/+$/, '')}/rtc?${query.toString()}`, {
    perMessageDeflate: false,
    handshakeTimeout: OPEN_TIMEOUT_MS,
  });
  try {
    return await waitForAnswer(socket, options);
  } catch (error) {
    // Whatever a dying socket still has to say was said by the error.
    socket.removeAllListeners().on('error', () => undefined);
    socket.terminate();
    throw error;
  }
}

function waitForAnswer(socket: WebSocket, options: SignalOptions): Promise<SignalConnection> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => fail(new Error('LiveKit did not answer the join in time')), OPEN_TIMEOUT_MS);
    function fail(error: Error): void {
      clearTimeout(timeout);
      reject(error);
    }
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('The signal connection was closed before the join')));
    socket.on('unexpected-response', (_request, response) => {
      const status = response.statusCode ?? 0;
      response.resume();
      const refused = status >= 400 && status < 500;
      fail(
        refused
          ? new LiveKitRefusedError(`LiveKit refused the join (HTTP ${status})`, status)
          : new Error(`LiveKit answered HTTP ${status}`),
      );
    });
    socket.on('message', (data) => {
      const message = decode(data);
      if (message.case === 'join' || message.case === 'reconnect') {
        clearTimeout(timeout);
        socket.removeAllListeners();
        resolve(runConnection(socket, message, options));
      } else if (message.case === 'leave') fail(new LiveKitRefusedError('LiveKit refused the join by a leave'));
    });
  });
}

function runConnection(socket: WebSocket, answer: SignalConnection['answer'], options: SignalOptions): SignalConnection {
  let roundTripMs = 0;
  let clockOffsetMs: number | undefined;
  let heardAt = performance.now();
  let open = true;

  const pings = setInterval(() => {
    if (performance.now() - heardAt > SILENCE_TIMEOUT_MS) end('LiveKit stopped answering pings');
    else send({ case: 'pingReq', value: new Ping({ timestamp: BigInt(Date.now()), rtt: BigInt(roundTripMs) }) });
  }, PING_INTERVAL_MS);

  function shut(): void {
    open = false;
    clearInterval(pings);
    socket.removeAllListeners().on('error', () => undefined);
    socket.close();
  }

  function end(reason: string): void {
    if (!open) return;
    shut();
    options.onClose(reason);
  }

  function send(message: SignalRequestMessage): void {
    if (open && socket.readyState === WebSocket.OPEN) socket.send(new SignalRequest({ message }).toBinary());
  }

  socket.on('error', (error) => end(`The signal connection broke: ${error.message}`));
  socket.on('close', (code) => end(`The signal connection was closed (${code})`));
  socket.on('message', (data) => {
    heardAt = performance.now();
    const message = decode(data);
    if (message.case === 'pongResp') {
      const sentAtMs = Number(message.value.lastPingTimestamp);
      roundTripMs = Math.max(0, Date.now() - sentAtMs);
      clockOffsetMs = Number(message.value.timestamp) - (sentAtMs + roundTripMs / 2);
    } else options.onMessage(message);
  });
  return { answer, send, roundTripMs: () => roundTripMs, clockOffsetMs: () => clockOffsetMs, close: shut };
}

function decode(data: RawData): SignalMessage {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data);
  const { message } = SignalResponse.fromBinary(bytes);
  return message.case === 'pong' ? { case: undefined } : message;
}
