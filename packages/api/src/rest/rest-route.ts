import { createRoute, type RouteConfig, type z } from '@hono/zod-openapi';
import type { Actor, Replay } from '@reprise/replay';
import { errorSchema } from './rest-schemas.ts';

/** What a REST handler works with. */
export interface RestEnv {
  Variables: { actor: Actor; replay: Replay };
}

/** A response with a JSON body. */
export function json<S extends z.ZodType>(schema: S, description: string) {
  return { content: { 'application/json': { schema } }, description };
}

/** A required JSON body. */
export function body<S extends z.ZodType>(schema: S) {
  return { content: { 'application/json': { schema } }, required: true as const };
}

/** A route for signed-in people; its errors all look the same. */
export function restRoute<R extends Omit<RouteConfig, 'security'>>(route: R) {
  return createRoute({
    ...route,
    security: [{ bearer: [] }],
    responses: { ...route.responses, default: json(errorSchema, 'What was refused, and why') },
  });
}
