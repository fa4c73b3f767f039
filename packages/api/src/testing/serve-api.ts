/** A web process of its own over a given database; run by live-events.integration.test.ts. Prints its port. */
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
  log: { error: () => undefined, warn: () => undefined, info: () => undefined },
});
const server = createServer((request, response) => {
  const abort = new AbortController();
  response.on('close', () => abort.abort());
  const headers = new Headers({ authorization: request.headers.authorization ?? '' });
  void api.handleTrpc(new Request(`http://localhost:3000${request.url ?? ''}`, { headers, signal: abort.signal })).then((answer) => {
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
