/** A web process of its own over a given database, for tests of several. Prints its port, then the lines of its log. */
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { parseReplayEnv } from '@reprise/replay';
import { z } from 'zod';
import { createApi } from '../create-api.ts';

/** Instead of an environment: the variables as JSON. */
const variablesSchema = z.record(z.string(), z.string());

const api = createApi({
  env: parseReplayEnv(variablesSchema.parse(JSON.parse(process.argv[2] ?? ''))),
  baseUrl: 'http://localhost:3000',
  poolSize: 5,
  isRateLimited: false,
  version: '0.0.0',
  // Listeners are killed on purpose; what fails a request is seen in its answer.
  log: {
    error: () => undefined,
    warn: () => undefined,
    info: (fields: unknown) => void process.stdout.write(`${JSON.stringify(fields)}\n`),
  },
});
const server = createServer((request, response) => {
  const abort = new AbortController();
  response.on('close', () => abort.abort());
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value);
  const url = request.url ?? '';
  const hasBody = request.method === 'POST' || request.method === 'PATCH';
  const asked = new Request(`http://localhost:3000${url}`, {
    method: request.method ?? 'GET',
    headers,
    signal: abort.signal,
    ...(hasBody && { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' }),
  });
  const handle = url.startsWith('/livekit-replay') ? api.handleRest : url.startsWith('/api/auth') ? api.handleAuth : api.handleTrpc;
  void handle(asked).then((answer) => {
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body)
      Readable.from(answer.body)
        .on('error', () => response.destroy())
        .pipe(response);
    else response.end();
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`);
});
process.stdin.resume().on('end', () => process.exit(0));
