import { errorMap, retryAfter } from '@reprise/api/server';
import { replayErrorMessages, type ReplayErrorCode } from '@reprise/replay';

/** How a route that sends bytes says no: like the REST API. */
export interface MediaRefusal {
  status: number;
  headers: Record<string, string>;
  body: { code: string; message: string };
}

/**
 * The answer to a refusal; undefined for any other error. Next bundles pages and routes apart, so the process's one API may
 * throw the error class of another bundle: it is known by its name and code, not by its class.
 */
export function toMediaRefusal(error: unknown): MediaRefusal | undefined {
  if (!(error instanceof Error) || error.name !== 'ReplayError' || !('code' in error) || !isReplayErrorCode(error.code)) return undefined;
  const { code } = error;
  const details = 'details' in error ? error.details : undefined;
  return { status: errorMap[code].status, headers: retryAfter(details), body: { code, message: replayErrorMessages[code] } };
}

function isReplayErrorCode(code: unknown): code is ReplayErrorCode {
  return typeof code === 'string' && Object.hasOwn(replayErrorMessages, code);
}
