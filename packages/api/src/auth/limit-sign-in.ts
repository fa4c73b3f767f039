import { createHash } from 'node:crypto';
import { replayErrorMessages, ReplayError } from '@reprise/replay';
import { z } from 'zod';
import { errorMap } from '../error-map.ts';
import { clientAddress } from '../rate-limits/client-address.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { retryAfter } from '../rate-limits/retry-after.ts';

const limitedPath = /\/sign-(in|up)\//;
const accountSchema = z.object({ email: z.string() });

/**
 * Counts every try to sign in or up, by account and by address, in the database: guessing is not faster over several web
 * processes. Over the limit it answers 429 with Retry-After, right password or not.
 */
export function limitSignIn(handle: (request: Request) => Promise<Response>, rateLimits: RateLimits): typeof handle {
  return async (request) => {
    if (request.method !== 'POST' || !limitedPath.test(new URL(request.url).pathname)) return handle(request);
    try {
      await rateLimits.take('sign-in', { userId: await accountKey(request.clone()), address: clientAddress(request.headers) });
    } catch (error) {
      if (!(error instanceof ReplayError)) throw error;
      const { code, details } = error;
      return Response.json({ code, message: replayErrorMessages[code] }, { status: errorMap[code].status, headers: retryAfter(details) });
    }
    return handle(request);
  };
}

/** The same for every spelling of an e-mail address, which itself is not kept. */
async function accountKey(request: Request): Promise<string> {
  const body: unknown = await request.json().catch(() => undefined);
  const email = accountSchema.safeParse(body).data?.email ?? '';
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
}
