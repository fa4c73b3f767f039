/**
 * Serves the REST API on a database of its own, for schemathesis (from PyPI):
 *   node packages/api/src/testing/serve-for-fuzzing.ts 8099 > token &
 *   schemathesis run http://127.0.0.1:8099/livekit-replay/openapi.json -H "Authorization: Bearer $(cat token)" \
 *     --checks not_a_server_error,status_code_conformance,response_schema_conformance --max-examples 100
 * Prints the token of an instance admin, who gets furthest. Ends with SIGINT or SIGTERM.
 */
import { createServer } from 'node:http';
import { startFakeLiveKit } from './fake-livekit.ts';
import { startTestApi } from './test-api.ts';

const port = Number(process.argv[2] ?? 8099);
const liveKit = await startFakeLiveKit();
const server = await startTestApi({ liveKitUrl: liveKit.url });
const http = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const headers = new Headers(
      Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    const method = request.method ?? 'GET';
    // A Request cannot carry these; web servers refuse them too.
    if (/^(TRACE|TRACK|CONNECT)$/.test(method)) return void response.writeHead(405).end();
    const hasBody = chunks.length > 0 && method !== 'GET' && method !== 'HEAD';
    const body = hasBody ? Buffer.concat(chunks) : null;
    void server.api
      .handleRest(new Request(`http://127.0.0.1:${port}${request.url ?? ''}`, { method, headers, body }))
      .then(async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
  });
});
http.listen(port, '127.0.0.1');
process.stdout.write(await server.signIn('admin@demo.test'));

const end = async (): Promise<void> => {
  http.closeAllConnections();
  http.close();
  await server.stop();
  await liveKit.close();
  if (server.failures.length > 0) console.error(server.failures);
};
process.once('SIGINT', () => void end());
process.once('SIGTERM', () => void end());
