import { z } from 'zod';

const roomsSchema = z.array(z.object({ roomName: z.string(), channelName: z.string() }));
const ticketSchema = z.object({ url: z.string(), token: z.string(), identity: z.string() });
const statusSchema = z.array(z.object({ userId: z.string() }));
const errorSchema = z.object({ code: z.string(), message: z.string() });

/** The REST API refused something. */
export class ReplayRequestError extends Error {
  readonly status: number;
  /** One of the API's codes, or undefined when the answer was none of its own. */
  readonly code: string | undefined;

  constructor(request: string, status: number, body: string) {
    super(`${request} answered ${status}: ${body.slice(0, 120)}`);
    this.status = status;
    this.code = parseCode(body);
  }
}

/** What the REST API lets a signed-in person do, as far as the demo's presenter needs it. */
export interface ReplayClient {
  /** The LiveKit room of a voice channel. */
  findRoom(channelName: string): Promise<string>;
  /** An address and token to join with; the identity is the caller's in LiveKit. */
  joinRoom(roomName: string): Promise<z.infer<typeof ticketSchema>>;
  /** Starts the buffer of the caller, `userId`, in a room unless it runs already. */
  ensureBuffer(roomName: string, userId: string): Promise<void>;
}

/** A client of one person; `baseUrl` e.g. http://127.0.0.1:3000. Its calls throw ReplayRequestError. */
export function createReplayClient(baseUrl: string, bearerToken: string): ReplayClient {
  async function request(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${baseUrl}/livekit-replay${path}`, {
      method,
      headers: { authorization: `Bearer ${bearerToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) throw new ReplayRequestError(`${method} ${path}`, response.status, text);
    return JSON.parse(text);
  }

  return {
    async findRoom(channelName) {
      const rooms = roomsSchema.parse(await request('GET', '/rooms'));
      const room = rooms.find((candidate) => candidate.channelName === channelName);
      if (!room) throw new Error(`There is no channel "${channelName}"`);
      return room.roomName;
    },
    joinRoom: async (roomName) => ticketSchema.parse(await request('POST', '/token', { roomName })),
    async ensureBuffer(roomName, userId) {
      const sessions = statusSchema.parse(await request('GET', `/status/${encodeURIComponent(roomName)}`));
      if (sessions.some((session) => session.userId === userId)) return;
      try {
        await request('POST', '/start', { roomName });
      } catch (error) {
        // In grace it is not listed, and continues by itself.
        if (!(error instanceof ReplayRequestError) || error.code !== 'SESSION_ALREADY_ACTIVE') throw error;
      }
    },
  };
}

function parseCode(body: string): string | undefined {
  try {
    return errorSchema.parse(JSON.parse(body)).code;
  } catch {
    return undefined;
  }
}
