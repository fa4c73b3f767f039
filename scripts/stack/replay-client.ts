import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const sessionSchema = z.object({ id: z.string() });
const roomsSchema = z.array(z.object({ roomName: z.string(), channelName: z.string() }));
const ticketSchema = z.object({ url: z.string(), token: z.string(), identity: z.string() });
const statusSchema = z.array(z.object({ id: z.string(), userId: z.string() }));
const signInSchema = z.object({ token: z.string(), user: z.object({ id: z.string() }) });

/** What the REST API lets a signed-in person do, as far as scripts and tests need it. */
export interface ReplayClient {
  readonly userId: string;
  /** For `Authorization: Bearer`. */
  readonly token: string;
  /** @throws Error unless the route answers 2xx */
  request(method: string, path: string, body?: unknown): Promise<unknown>;
  /** The LiveKit room of a voice channel. */
  findRoom(channelName: string): Promise<string>;
  joinRoom(roomName: string): Promise<z.infer<typeof ticketSchema>>;
  /** Starts the caller's buffer in a room unless it runs; answers its session's id. */
  ensureBuffer(roomName: string): Promise<void>;
}

/**
 * Signs in with email and password, trying until the web process answers.
 * @param baseUrl e.g. http://127.0.0.1:3000
 */
export async function connectAs(baseUrl: string, email: string, password: string): Promise<ReplayClient> {
  const signedIn = await signIn(baseUrl, email, password);
  const authorization = `Bearer ${signedIn.token}`;

  async function request(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  return {
    userId: signedIn.user.id,
    token: signedIn.token,
    request,
    async findRoom(channelName) {
      const rooms = roomsSchema.parse(await request('GET', '/livekit-replay/rooms'));
      const room = rooms.find((candidate) => candidate.channelName === channelName);
      if (!room) throw new Error(`${email} sees no channel "${channelName}"`);
      return room.roomName;
    },
    joinRoom: async (roomName) => ticketSchema.parse(await request('POST', '/livekit-replay/token', { roomName })),
    async ensureBuffer(roomName) {
      const active = statusSchema.parse(await request('GET', `/livekit-replay/status/${encodeURIComponent(roomName)}`));
      if (active.some(({ userId }) => userId === signedIn.user.id)) return;
      sessionSchema.parse(await request('POST', '/livekit-replay/start', { roomName }));
    },
  };
}

async function signIn(baseUrl: string, email: string, password: string): Promise<z.infer<typeof signInSchema>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(`${baseUrl}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
        signal: AbortSignal.timeout(10_000),
      });
      if (response.ok) return signInSchema.parse(await response.json());
      if (response.status === 401) throw new Error(`${email} cannot sign in: the demo was not prepared`);
    } catch (error) {
      if (attempt >= 60) throw error;
    }
    await delay(Math.min(5_000, 250 * attempt));
  }
}
