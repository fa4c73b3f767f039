import type { IncomingMessage, ServerResponse } from 'node:http';

/** Bytes that were made for one request. */
export interface SentContent {
  content: Buffer;
  contentType: string;
  cacheControl: string;
}

/** Answers GET and HEAD with bytes, whole: a range of something this small is not worth its own answer (RFC 9110, 14.2). */
export function sendContent(request: IncomingMessage, response: ServerResponse, sent: SentContent): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  response.writeHead(200, {
    'content-type': sent.contentType,
    'content-length': sent.content.length,
    'cache-control': sent.cacheControl,
  });
  response.end(request.method === 'HEAD' ? undefined : sent.content);
}
