import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';

/** Header by which browsers name a request and every answer repeats its name. */
const REQUEST_ID_HEADER = 'x-request-id';
/** What a caller may call its request; anything else gets a name of ours. */
const ACCEPTABLE = /^[\w.-]{8,64}$/;

/** The id a caller gave its request, or a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get(REQUEST_ID_HEADER);
  return given !== null && ACCEPTABLE.test(given) ? given : randomUUID();
}

/** Names every request, repeats the name in its answer, and logs those that may change something. */
export function traceRequests(
  log: Pick<Logger, 'info'>,
  handle: (request: Request, requestId: string) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const requestId = requestIdOf(request.headers);
    const from = performance.now();
    const response = await handle(request, requestId);
    response.headers.set(REQUEST_ID_HEADER, requestId);
    const { method } = request;
    if (method !== 'GET' && method !== 'HEAD') {
      const { pathname } = new URL(request.url);
      log.info({ requestId, method, path: pathname, status: response.status, durationMs: Math.round(performance.now() - from) }, 'Request');
    }
    return response;
  };
}
