import { createRoute, type RouteConfig, type z } from '@hono/zod-openapi';
import type { Actor, Replay } from '@reprise/replay';
import type { MiddlewareHandler } from 'hono';
import type { LimitedAction } from '../rate-limits/rate-limits.ts';
import { errorSchema } from './rest-schemas.ts';

/** What a REST handler works with. */
export interface RestEnv {
  Bindings: {
    /** What this request is called in every log. */
    requestId: string;
  };
  Variables: {
    actor: Actor;
    replay: Replay;
    /** Counts this request. @throws ReplayError RATE_LIMITED */
    takeRate: (action: LimitedAction) => Promise<void>;
  };
}

/** A response with a JSON body. */
export function json<S extends z.ZodType>(schema: S, description: string) {
  return { content: { 'application/json': { schema } }, description };
}

/** A required JSON body. */
export function body<S extends z.ZodType>(schema: S) {
  return { content: { 'application/json': { schema } }, required: true as const };
}

/** Counts every request of a route, before it is looked at. */
export function limited(action: LimitedAction): MiddlewareHandler<RestEnv> {
  return async (c, next) => {
    await c.var.takeRate(action);
    await next();
  };
}

/** A route for signed-in people; its errors all look the same. */
export function restRoute<R extends Omit<RouteConfig, 'security'>>(route: R) {
  return createRoute({
    ...route,
    security: [{ bearer: [] }],
    responses: { ...route.responses, default: json(errorSchema, 'What was refused, and why') },
  });
}
