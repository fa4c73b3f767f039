import { setTimeout as delay } from 'node:timers/promises';
import { startSyntheticShare, type SyntheticShare } from '@reprise/synthetic-share';
import { z } from 'zod';
import { signUp } from '../../e2e/support/person.ts';
import { createPersonRest, type PersonRest } from '../stack/create-person-rest.ts';
import type { SoakedProduct } from './soaked-product.ts';

/** Somebody who shares with a buffer. */
export interface Sharer {
  /** Captures the last seconds. @throws Error with the refusal */
  capture(seconds: number): Promise<void>;
  /** `stop` deletes the buffer, `vanish` leaves it in its grace. */
  leave(how: 'stop' | 'vanish'): Promise<void>;
}

/** A member who comes and goes. */
export interface Member {
  join(size: { width: number; height: number }): Promise<Sharer>;
}

const ticketSchema = z.object({ url: z.string(), token: z.string() });
const statusSchema = z.array(z.object({ id: z.string(), userId: z.string() }));
const capturedSchema = z.object({ clipId: z.string(), sizeBytes: z.number().positive(), durationSeconds: z.number().positive() });
const BUFFER_TIMEOUT_MS = 30_000;
const POLL_MS = 500;

/** Signs somebody up who may share and capture. */
export async function createMember({ stack, community }: SoakedProduct, name: string): Promise<Member> {
  const person = await signUp(stack.appUrl, name);
  await community.join(person.id, 'moderator');
  const rest = createPersonRest(stack.appUrl, person);
  const roomName = community.voiceChannelId;
  return {
    join: async (size) => {
      const ticket = ticketSchema.parse(await rest('POST', '/token', { roomName }));
      const share = await startSyntheticShare({ ...ticket, ...size });
      try {
        return toSharer(rest, share, await ensureBuffer(rest, roomName, person.id));
      } catch (error) {
        await share.stop();
        throw error;
      }
    },
  };
}

/** A share that comes back within its grace is recorded again by itself, or when it is asked for, whichever is first. */
async function ensureBuffer(rest: PersonRest, roomName: string, userId: string): Promise<string> {
  const deadline = Date.now() + BUFFER_TIMEOUT_MS;
  for (;;) {
    const refusal: unknown = await rest('POST', '/start', { roomName }).then(
      () => undefined,
      (error: unknown) => error,
    );
    const sessions = statusSchema.parse(await rest('GET', `/status/${encodeURIComponent(roomName)}`));
    const own = sessions.find((session) => session.userId === userId);
    if (own) return own.id;
    if (Date.now() > deadline) throw refusal ?? new Error('A buffer was started and is not there');
    await delay(POLL_MS);
  }
}

function toSharer(rest: PersonRest, share: SyntheticShare, sessionId: string): Sharer {
  return {
    capture: async (durationSeconds) => {
      capturedSchema.parse(await rest('POST', '/capture', { sessionId, durationSeconds }));
    },
    leave: async (how) => {
      if (how === 'stop') await rest('POST', `/stop/${sessionId}`);
      await share.stop();
    },
  };
}
