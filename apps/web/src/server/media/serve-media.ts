import { ReplayError, type Actor } from '@reprise/replay';
import type { NextApiHandler, NextApiRequest, NextApiResponse } from 'next';
import { getWebServer, type WebServer } from '../web-server.ts';
import { toMediaRefusal } from './media-refusal.ts';
import { sendFile, type SentFile } from './send-file.ts';

/** Finds the file behind a request for somebody. @throws ReplayError when there is none for them */
export type FindMedia = (server: WebServer, actor: Actor, request: NextApiRequest) => Promise<SentFile>;

/** A route that answers with bytes of a file, to those who may have it; refusals look like those of the REST API. */
export function serveMedia(findMedia: FindMedia): NextApiHandler {
  return async (request, response) => {
    const server = getWebServer();
    try {
      const actor = await server.api.findActor(webHeaders(request));
      if (actor === null) throw new ReplayError('UNAUTHENTICATED');
      const file = await findMedia(server, actor, request);
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

function webHeaders(request: NextApiRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
