import { type Actor, ReplayError, type ReplayErrorCode, replayErrorMessages } from '@reprise/replay';
import { initTRPC, TRPCError } from '@trpc/server';
import { z } from 'zod';
import type { ApiContext } from './context.ts';
import { errorMap } from './error-map.ts';
import { invalidInput } from './invalid-input.ts';
import type { LimitedAction } from './rate-limits/rate-limits.ts';

/** What every tRPC error carries in `data.replay`; null for failures that are none of the product's refusals. */
export interface ErrorData {
  code: ReplayErrorCode;
  details?: Readonly<Record<string, unknown>>;
}

const t = initTRPC.context<ApiContext>().create({
  sse: { ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 15_000 } },
  errorFormatter: ({ shape, error }) => {
    const refusal = toReplayError(error);
    const replay: ErrorData | null = refusal ? { code: refusal.code, ...(refusal.details && { details: refusal.details }) } : null;
    const data = { ...shape.data };
    delete data.stack;
    return {
      ...shape,
      // Unexpected failures keep their words in the log.
      message: refusal?.message ?? (error.code === 'INTERNAL_SERVER_ERROR' ? 'Something went wrong' : shape.message),
      data: { ...data, httpStatus: refusal ? errorMap[refusal.code].status : data.httpStatus, replay },
    };
  },
});

/** The refusal behind a tRPC error, if it is one. */
export function toReplayError(error: TRPCError): ReplayError | undefined {
  if (error.cause instanceof ReplayError) return error.cause;
  if (error.cause instanceof z.core.$ZodError && error.code === 'BAD_REQUEST') return invalidInput(error.cause);
  return undefined;
}

/** Gives refusals of the core their tRPC code; everything else stays an internal error. */
const translateErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof ReplayError) {
    const { cause } = result.error;
    throw new TRPCError({ code: errorMap[cause.code].trpc, message: cause.message, cause });
  }
  return result;
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** For everybody, signed in or not. */
export const publicProcedure = t.procedure.use(translateErrors);

/** For signed-in people: `ctx.actor` is theirs. */
export const memberProcedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.actor) throw unauthenticated();
  const actor: Actor = ctx.actor;
  return next({ ctx: { actor } });
});

/** For signed-in people, and only so often. */
export const limitedProcedure = (action: LimitedAction) =>
  memberProcedure.use(async ({ ctx, next }) => {
    await ctx.rateLimits.take(action, { userId: ctx.actor.userId, address: ctx.address });
    return next();
  });

function unauthenticated(): TRPCError {
  return new TRPCError({ code: 'UNAUTHORIZED', message: replayErrorMessages.UNAUTHENTICATED, cause: new ReplayError('UNAUTHENTICATED') });
}
