import type { Hook } from '@hono/zod-openapi';
import { ReplayError } from '@reprise/replay';
import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { errorMap } from '../error-map.ts';
import { invalidInput } from '../invalid-input.ts';
import { retryAfter } from '../rate-limits/retry-after.ts';
import type { RestEnv } from './rest-route.ts';

/** Failures nobody expected, for the log. */
export type ReportFailure = (error: unknown, where: { method: string; path: string; requestId: string }) => void;

/** What a schema refuses becomes the product's own error. */
export const refuseInvalidInput: Hook<unknown, RestEnv, string, unknown> = (result) => {
  if (!result.success) throw invalidInput(result.error);
};

/** Turns whatever a handler throws into `{code, message, details?}`; the words of unexpected failures stay in the log. */
export function createErrorHandler(report: ReportFailure): ErrorHandler<RestEnv> {
  return (error, c) => {
    if (error instanceof ReplayError) return refuse(c, error, report);
    // Hono's own refusals: a body that is no JSON.
    if (error instanceof HTTPException && error.status < 500) {
      return refuse(
        c,
        new ReplayError('INVALID_INPUT', { details: { fields: [{ field: '', message: error.message }] }, cause: error }),
        report,
      );
    }
    report(error, whereOf(c));
    return c.json({ code: 'INTERNAL_ERROR', message: 'Something went wrong' }, 500);
  };
}

function refuse(c: Context<RestEnv>, error: ReplayError, report: ReportFailure): Response {
  const { status } = errorMap[error.code];
  if (status >= 500 && error.cause !== undefined) report(error, whereOf(c));
  const { code, message, details } = error;
  if (status === 401) c.header('WWW-Authenticate', 'Bearer');
  for (const [name, value] of Object.entries(retryAfter(error.details))) c.header(name, value);
  return c.json({ code, message, ...(details && { details }) }, status);
}

function whereOf({ req, env }: Context<RestEnv>): Parameters<ReportFailure>[1] {
  return { method: req.method, path: req.path, requestId: env.requestId };
}
