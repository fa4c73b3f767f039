import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendContent } from './send-content.ts';

const content = Buffer.from('#EXTM3U\n');
const server = createServer((request, response) =>
  sendContent(request, response, { content, contentType: 'application/vnd.apple.mpegurl', cacheControl: 'private, no-store' }),
);
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() satisfies AddressInfo | string | null;
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('GET gives the bytes with their length', async () => {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-length': '8',
    'content-type': 'application/vnd.apple.mpegurl',
    'cache-control': 'private, no-store',
  });
  expect(await response.text()).toBe('#EXTM3U\n');
});

test('HEAD gives the headers alone', async () => {
  const response = await fetch(url, { method: 'HEAD' });
  expect(response.headers.get('content-length')).toBe('8');
  expect(await response.text()).toBe('');
});

test('anything else is refused', async () => {
  const response = await fetch(url, { method: 'POST' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});
