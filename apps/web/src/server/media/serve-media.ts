import { errorMap } from '@reprise/api/server';
import { ReplayError, replayErrorMessages, type Actor, type ReplayErrorCode } from '@reprise/replay';
import type { NextApiHandler, NextApiRequest, NextApiResponse } from 'next';
import { getWebServer, type WebServer } from '../web-server.ts';
import { sendContent, type SentContent } from './send-content.ts';
import { sendFile, type SentFile } from './send-file.ts';

/** Finds the file or the bytes behind a request for somebody. @throws ReplayError when there is none for them */
export type FindMedia = (server: WebServer, actor: Actor, request: NextApiRequest) => Promise<SentFile | SentContent>;

/** A route that answers with bytes of a file, to those who may have it; refusals look like those of the REST API. */
export function serveMedia(findMedia: FindMedia): NextApiHandler {
  return async (request, response) => {
    const server = getWebServer();
    try {
      const actor = await server.api.findActor(webHeaders(request));
      if (actor === null) throw new ReplayError('UNAUTHENTICATED');
      const media = await findMedia(server, actor, request);
      if ('content' in media) sendContent(request, response, media);
      else if (!(await sendFile(request, response, media))) throw new ReplayError('FILE_NOT_FOUND');
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

function webHeaders(request: NextApiRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
