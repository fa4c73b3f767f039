import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { parseByteRange } from './byte-range.ts';

/** How a file is answered. */
export interface SentFile {
  /** Absolute; never a symbolic link. */
  path: string;
  contentType: string;
  cacheControl: string;
  /** Without quotes; strong. Absent = no validator. */
  etag?: string;
  contentDisposition?: string;
}

/**
 * Answers GET and HEAD with a file or a part of it (RFC 9110: 200, 206, 304, 405, 416).
 * Resolves when all was sent or the client went away.
 * @returns false when there is no such file; nothing was written then.
 */
export async function sendFile(request: IncomingMessage, response: ServerResponse, file: SentFile): Promise<boolean> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return true;
  }
  const handle = await openRegularFile(file.path);
  if (handle === undefined) return false;
  try {
    const { size } = await handle.stat();
    await answer(request, response, file, handle, size);
    return true;
  } finally {
    await handle.close();
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, file: SentFile, handle: FileHandle, sizeBytes: number) {
  const etag = file.etag === undefined ? undefined : `"${file.etag}"`;
  const headers: Record<string, string | number> = {
    'accept-ranges': 'bytes',
    'cache-control': file.cacheControl,
    ...(etag === undefined ? {} : { etag }),
    ...(file.contentDisposition === undefined ? {} : { 'content-disposition': file.contentDisposition }),
  };
  if (etag !== undefined && matchesEtag(request.headers['if-none-match'], etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  // A range is for GET only, and only while the file is still the one the client has a part of.
  const ifRange = request.headers['if-range'];
  const mayBePart = request.method === 'GET' && (ifRange === undefined || ifRange === etag);
  const range = parseByteRange(mayBePart ? request.headers.range : undefined, sizeBytes);
  if (range.kind === 'unsatisfiable') {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${sizeBytes}`, 'content-length': 0 }).end();
    return;
  }
  const start = range.kind === 'part' ? range.start : 0;
  const end = range.kind === 'part' ? range.end : sizeBytes - 1;
  response.writeHead(range.kind === 'part' ? 206 : 200, {
    ...headers,
    'content-type': file.contentType,
    'content-length': end - start + 1,
    ...(range.kind === 'part' ? { 'content-range': `bytes ${start}-${end}/${sizeBytes}` } : {}),
  });
  if (request.method === 'HEAD' || end < start) {
    response.end();
    return;
  }
  try {
    await pipeline(handle.createReadStream({ start, end, autoClose: false }), response);
  } catch (error) {
    // Seeking players hang up all the time; anything else is for the caller's log.
    if (!isHangUp(error)) throw error;
  }
}

/** A named pipe or a device must not be opened to find out that it is none of ours: non-blocking, links refused. */
async function openRegularFile(path: string): Promise<FileHandle | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG')) return undefined;
    throw error;
  }
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  return undefined;
}

function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((candidate) => ['*', etag, `W/${etag}`].includes(candidate.trim()));
}

function isHangUp(error: unknown): boolean {
  return hasCode(error, 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_UNABLE_TO_PIPE', 'ERR_STREAM_WRITE_AFTER_END');
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}
