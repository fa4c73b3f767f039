import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { describeHealthProblem } from './wait-for.ts';

const disk = { ok: false, problem: 'the clip storage is full' };

test.each([
  { name: 'all is well', status: 200, body: { status: 'ok' }, problem: undefined, warnings: [] },
  {
    name: 'a full disk, which people make room on by what is started here',
    status: 503,
    body: { status: 'unavailable', missing: ['disk'], checks: { disk } },
    problem: undefined,
    warnings: ['the clip storage is full'],
  },
  {
    name: 'no worker yet',
    status: 503,
    body: { status: 'unavailable', missing: ['worker', 'disk'], checks: { disk, worker: { ok: false } } },
    problem: expect.stringContaining('503 {"status":"unavailable"') as unknown,
    warnings: [],
  },
])('readiness: $name', async ({ status, body, problem, warnings }) => {
  const server = createServer((_request, response) => response.writeHead(status).end(JSON.stringify(body)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const warned: string[] = [];
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/health`;
    expect(await describeHealthProblem(url, (text) => warned.push(text))).toEqual(problem);
    expect(warned).toEqual(warnings);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
