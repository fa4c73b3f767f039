import { OpenAPIHono } from '@hono/zod-openapi';
import { type Actor, type Replay, ReplayError } from '@reprise/replay';
import { clientAddress } from '../rate-limits/client-address.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { adminRoutes } from './admin-routes.ts';
import { captureRoutes } from './capture-routes.ts';
import { clipRoutes } from './clip-routes.ts';
import { addReferencePage } from './reference-page.ts';
import { createErrorHandler, type ReportFailure } from './rest-errors.ts';
import type { RestEnv } from './rest-route.ts';
import { sessionRoutes } from './session-routes.ts';

export interface RestOptions {
  replay: Replay;
  findActor: (headers: Headers, requestId: string) => Promise<Actor | null>;
  rateLimits: RateLimits;
  report: ReportFailure;
  /** Every refusal and failure, for the count. */
  onFailed: (error: unknown) => void;
  version: string;
  /** Takes a webhook of LiveKit. @throws ReplayError UNAUTHENTICATED */
  receiveWebhook: (body: string, authorization: string | undefined) => Promise<void>;
}

/** Where the REST API lives. */
export const REST_BASE_PATH = '/livekit-replay';

/** Serves the REST API, its OpenAPI document included. */
export function createRest({
  replay,
  findActor,
  rateLimits,
  report,
  version,
  receiveWebhook,
  onFailed,
}: RestOptions): (request: Request, requestId: string) => Promise<Response> {
  const app = new OpenAPIHono<RestEnv>().basePath(REST_BASE_PATH);
  const handleError = createErrorHandler(report);
  app.onError((error, c) => {
    onFailed(error);
    return handleError(error, c);
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Reprise', version, description: 'Instant replay for LiveKit calls' },
    servers: [{ url: '/' }],
  });
  // Signed by LiveKit, not by a person; the signature is over the raw body.
  app.post('/webhook', async (c) => {
    await receiveWebhook(await c.req.text(), c.req.header('authorization'));
    return c.json({ received: true });
  });
  addReferencePage(app, REST_BASE_PATH);
  app.use('*', async (c, next) => {
    // A token only: a cookie would let other sites act in its owner's name.
    const authorization = c.req.header('authorization');
    const actor = authorization === undefined ? null : await findActor(new Headers({ authorization }), c.env.requestId);
    if (!actor) throw new ReplayError('UNAUTHENTICATED');
    c.set('actor', actor);
    c.set('replay', replay);
    c.set('takeRate', (action) => rateLimits.take(action, { userId: actor.userId, address: clientAddress(c.req.raw.headers) }));
    await next();
  });
  for (const routes of [sessionRoutes, captureRoutes, clipRoutes, adminRoutes]) app.route('/', routes);
  app.notFound((c) => {
    const allowed = methodsOf(app, c.req.path);
    if (allowed.length === 0) return c.json({ code: 'NOT_FOUND', message: 'No such route' }, 404);
    c.header('Allow', allowed.join(', '));
    return c.json({ code: 'METHOD_NOT_ALLOWED', message: 'Method not allowed' }, 405);
  });
  return async (request, requestId) => app.fetch(request, { requestId });
}

/** The methods a path knows. */
function methodsOf(app: OpenAPIHono<RestEnv>, path: string): string[] {
  const methods = app.routes.filter((route) => route.method !== 'ALL' && matches(route.path, path)).map((route) => route.method);
  return [...new Set(methods)].sort();
}

function matches(pattern: string, path: string): boolean {
  const parts = pattern.split('/');
  const given = path.split('/');
  return parts.length === given.length && parts.every((part, index) => part.startsWith(':') || part === given[index]);
}
