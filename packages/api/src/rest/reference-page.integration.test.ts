import { createServer, type Server } from 'node:http';
import { type Browser, chromium } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let server: TestApi;
let http: Server;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  server = await startTestApi();
  http = createServer((request, response) => {
    void server.api.handleRest(new Request(`${origin}${request.url ?? ''}`)).then(async (answer) => {
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
  http.closeAllConnections();
  http.close();
  await server.stop();
});

test('the reference shows every route, and asks nobody else', async () => {
  const page = await browser.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${origin}/livekit-replay/reference`);
  await page.getByText('Start the rolling buffer of your screen share').first().waitFor({ timeout: 20_000 });
  expect(asked.filter((url) => !url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual([]);
  expect(complaints).toEqual([]);
});
