/** A web process of its own over a given database, for tests of several. Prints its port, then the lines of its log. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
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

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const abort = new AbortController();
  response.on('close', () => abort.abort());
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(z.instanceof(Uint8Array).parse(chunk)));
  const { url = '', method = 'GET' } = request;
  const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
  const asked = new Request(`http://localhost:3000${url}`, { method, headers, signal: abort.signal, ...body });
  const handle = url.startsWith('/livekit-replay') ? api.handleRest : url.startsWith('/api/auth') ? api.handleAuth : api.handleTrpc;
  const answered = await handle(asked);
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  if (answered.body)
    Readable.from(answered.body)
      .on('error', () => response.destroy())
      .pipe(response);
  else response.end();
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`);
});
process.stdin.resume().on('end', () => process.exit(0));
