import { ReplayError, type Actor } from '@reprise/replay';
import type { NextApiHandler, NextApiRequest, NextApiResponse } from 'next';
import { getWebServer, type WebServer } from '../web-server.ts';
import { sendContent, type SentContent } from './send-content.ts';
import { toMediaRefusal } from './media-refusal.ts';
import { sendFile, type SentFile } from './send-file.ts';

/** Finds the file or the bytes behind a request for somebody. @throws ReplayError when there is none for them */
export type FindMedia = (server: WebServer, actor: Actor, request: NextApiRequest) => Promise<SentFile | SentContent>;

/** Finds the file or the bytes behind a request of anybody. @throws ReplayError when there is none */
export type FindPublicMedia = (server: WebServer, request: NextApiRequest) => Promise<SentFile | SentContent>;

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
      const media = await findMedia(server, request);
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
  const refusal = toMediaRefusal(error);
  if (refusal === undefined) log.error({ err: error, path: request.url }, 'Media could not be sent');
  if (response.headersSent) {
    // Too late for a status: a broken connection tells the client that bytes are missing.
    response.destroy();
    return;
  }
  if (refusal === undefined) {
    response.status(500).json({ code: 'INTERNAL_ERROR', message: 'Something went wrong' });
    return;
  }
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value);
  response.status(refusal.status).json(refusal.body);
}

/** A request's headers as web APIs have them. */
export function webHeaders(request: NextApiRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
