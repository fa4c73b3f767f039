import { errorMap } from '@reprise/api/server';
import { ReplayError, replayErrorMessages, type Actor, type ReplayErrorCode } from '@reprise/replay';
import type { NextApiHandler, NextApiRequest, NextApiResponse } from 'next';
import { getWebServer, type WebServer } from '../web-server.ts';
import { sendFile, type SentFile } from './send-file.ts';

/** Finds the file behind a request for somebody. @throws ReplayError when there is none for them */
export type FindMedia = (server: WebServer, actor: Actor, request: NextApiRequest) => Promise<SentFile>;

/** Finds the file behind a request of anybody. @throws ReplayError when there is none */
export type FindPublicMedia = (server: WebServer, request: NextApiRequest) => Promise<SentFile>;

/** A route that answers with bytes of a file, to those who may have it; refusals look like those of the REST API. */
export function serveMedia(findMedia: FindMedia): NextApiHandler {
  return servePublicMedia(async (server, request) => {
    const actor = await server.api.findActor(webHeaders(request));
    if (actor === null) throw new ReplayError('UNAUTHENTICATED');
    return findMedia(server, actor, request);
  });
}

/** The same for everybody; what may be had is the finder's to decide. */
export function servePublicMedia(findMedia: FindPublicMedia): NextApiHandler {
  return async (request, response) => {
    const server = getWebServer();
    try {
      const file = await findMedia(server, request);
      if (!(await sendFile(request, response, file))) throw new ReplayError('FILE_NOT_FOUND');
    } catch (error) {
      refuse(server, request, response, error);
    }
  };
}

/** One value of a dynamic route or query. */
export function oneParameter(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function refuse({ log }: WebServer, request: NextApiRequest, response: NextApiResponse, error: unknown): void {
  const code = refusalCode(error);
  if (code === undefined) log.error({ err: error, path: request.url }, 'Media could not be sent');
  if (response.headersSent) {
    // Too late for a status: a broken connection tells the client that bytes are missing.
    response.destroy();
    return;
  }
  if (code === undefined) response.status(500).json({ code: 'INTERNAL_ERROR', message: 'Something went wrong' });
  else response.status(errorMap[code].status).json({ code, message: replayErrorMessages[code] });
}

/**
 * The code of a refusal. Next bundles pages and routes apart, so the process's one API may throw
 * the error class of another bundle: it is known by its name and code, not by its class.
 */
export function refusalCode(error: unknown): ReplayErrorCode | undefined {
  if (!(error instanceof Error) || error.name !== 'ReplayError' || !('code' in error)) return undefined;
  return isReplayErrorCode(error.code) ? error.code : undefined;
}

function isReplayErrorCode(code: unknown): code is ReplayErrorCode {
  return typeof code === 'string' && Object.hasOwn(replayErrorMessages, code);
}

/** A request's headers as web APIs have them. */
export function webHeaders(request: NextApiRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
