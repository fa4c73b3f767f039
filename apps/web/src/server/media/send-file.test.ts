import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendFile } from './send-file.ts';

const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 256));
let directory: string;
let server: Server;
let origin: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reprise-send-file-'));
  await writeFile(join(directory, 'clip.mp4'), content);
  await writeFile(join(directory, 'empty.mp4'), '');
  await symlink('/etc/hostname', join(directory, 'link.mp4'));
  server = createServer((request, response) => {
    const path = join(directory, request.url ?? '');
    void sendFile(request, response, { path, contentType: 'video/mp4', cacheControl: 'private', etag: 'sum' }).then((found) => {
      if (!found) response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(directory, { recursive: true });
});

async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await fetch(origin + path, { headers, method });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

describe('sendFile', () => {
  test('sends the whole file with its length and validator', async () => {
    const { response, bytes } = await get('/clip.mp4');
    expect(response.status).toBe(200);
    expect(bytes.equals(content)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-length': '1000', etag: '"sum"', 'accept-ranges': 'bytes' });
  });

  test('sends exactly the part that is asked for', async () => {
    const { response, bytes } = await get('/clip.mp4', { range: 'bytes=10-19' });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe('bytes 10-19/1000');
    expect(bytes.equals(content.subarray(10, 20))).toBe(true);
  });

  test('refuses a part behind the end', async () => {
    const { response } = await get('/clip.mp4', { range: 'bytes=1000-' });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */1000');
  });

  test.each([
    ['"sum"', 206],
    ['"other"', 200],
    ['Sat, 21 Nov 2026 08:00:00 GMT', 200],
  ])('with If-Range %s answers %d', async (ifRange, status) => {
    expect((await get('/clip.mp4', { range: 'bytes=0-1', 'if-range': ifRange })).response.status).toBe(status);
  });

  test('a client that has it already gets no bytes', async () => {
    expect((await get('/clip.mp4', { 'if-none-match': '"x", W/"sum"' })).response.status).toBe(304);
  });

  test('HEAD tells the length and sends nothing', async () => {
    const { response, bytes } = await get('/clip.mp4', { range: 'bytes=0-1' }, 'HEAD');
    expect([response.status, response.headers.get('content-length'), bytes.length]).toEqual([200, '1000', 0]);
  });

  test('an empty file is a file', async () => {
    const { response, bytes } = await get('/empty.mp4');
    expect([response.status, response.headers.get('content-length'), bytes.length]).toEqual([200, '0', 0]);
  });

  test.each(['/none.mp4', '/link.mp4', '/', '/clip.mp4/below'])('%s is not found', async (path) => {
    expect((await get(path)).response.status).toBe(404);
  });

  test('other methods are named', async () => {
    const { response } = await get('/clip.mp4', {}, 'POST');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
