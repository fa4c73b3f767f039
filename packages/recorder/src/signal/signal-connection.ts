import {
  type JoinResponse,
  Ping,
  type ReconnectResponse,
  SignalRequest,
  SignalResponse,
} from '@livekit/protocol';
import { LiveKitRefusedError } from './livekit-refused-error.ts';

export type SignalMessage = SignalResponse['message'];
export type SignalRequestMessage = SignalRequest['message'];

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
  close(): void;
}

/**
 * Opens LiveKit's signal WebSocket as a subscriber that chooses its tracks itself.
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
  const base = options.url.replace(/\/+$/, '');
  const socket = new WebSocket(`${base}/rtc?${query.toString()}`);
  socket.binaryType = 'arraybuffer';
  try {
    return await waitForAnswer(socket, options);
  } catch (error) {
    socket.close();
    if (error instanceof LiveKitRefusedError) throw error;
    const refusal = await askWhyRefused(base, query);
    throw refusal ?? error;
  }
}

function waitForAnswer(socket: WebSocket, options: SignalOptions): Promise<SignalConnection> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(new Error('LiveKit did not answer the join in time')), OPEN_TIMEOUT_MS);
    const fail = (error: Error) => {
      clearTimeout(timeout);
      reject(error);
    };
    socket.onerror = () => fail(new Error('The signal WebSocket could not be opened'));
    socket.onclose = () => fail(new Error('The signal WebSocket was closed before the join'));
    socket.onmessage = (event) => {
      const message = decode(event.data);
      if (message.case === 'join' || message.case === 'reconnect') {
        clearTimeout(timeout);
        resolve(runConnection(socket, message, options));
      } else if (message.case === 'leave') fail(new LiveKitRefusedError('LiveKit answered the join with a leave'));
    };
  });
}

function runConnection(socket: WebSocket, answer: SignalConnection['answer'], options: SignalOptions): SignalConnection {
  let roundTripMs = 0;
  let heardAt = performance.now();
  let open = true;

  const pings = setInterval(() => {
    if (performance.now() - heardAt > SILENCE_TIMEOUT_MS) end('LiveKit stopped answering pings');
    else send({ case: 'pingReq', value: new Ping({ timestamp: BigInt(Date.now()), rtt: BigInt(roundTripMs) }) });
  }, PING_INTERVAL_MS);

  function shut(): void {
    open = false;
    clearInterval(pings);
    socket.onmessage = null;
    socket.onclose = null;
    socket.onerror = null;
    socket.close();
  }

  function end(reason: string): void {
    if (!open) return;
    shut();
    options.onClose(reason);
  }

  function send(message: SignalRequestMessage): void {
    // A copy: the encoder's type admits shared memory, which a WebSocket does not take.
    if (open && socket.readyState === WebSocket.OPEN) socket.send(Uint8Array.from(new SignalRequest({ message }).toBinary()));
  }

  socket.onerror = null;
  socket.onclose = (event) => end(`The signal WebSocket was closed (${event.code})`);
  socket.onmessage = (event) => {
    heardAt = performance.now();
    const message = decode(event.data);
    if (message.case === 'pongResp') {
      roundTripMs = Math.max(0, Date.now() - Number(message.value.lastPingTimestamp));
    } else options.onMessage(message);
  };
  return { answer, send, roundTripMs: () => roundTripMs, close: shut };
}

function decode(data: unknown): SignalMessage {
  if (!(data instanceof ArrayBuffer)) return { case: undefined };
  return SignalResponse.fromBinary(new Uint8Array(data)).message;
}

/** A WebSocket hides the HTTP answer that refused it; LiveKit gives the same answer on a path of its own. */
async function askWhyRefused(base: string, query: URLSearchParams): Promise<LiveKitRefusedError | undefined> {
  try {
    const url = `${base.replace(/^ws/, 'http')}/rtc/validate?${query.toString()}`;
    const response = await fetch(url, { signal: AbortSignal.timeout(OPEN_TIMEOUT_MS) });
    if (response.status < 400 || response.status >= 500) return undefined;
    return new LiveKitRefusedError(`LiveKit refused the join: ${(await response.text()).trim()}`, response.status);
  } catch {
    return undefined; // Unreachable here too: the first error says so.
  }
}
