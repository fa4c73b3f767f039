/**
 * Serves the REST API on a database of its own, for schemathesis (from PyPI); docs/development.md says how to run it.
 * GET /fuzzing answers tokens and the ids of things that are there, made anew when a request has used them up.
 * A worker's side makes clips of captures. Ends with SIGINT or SIGTERM; exits with 1 when a request failed inside.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { startFakeLiveKit } from './fake-livekit.ts';
import { createMatrixWorld, type Targets } from './matrix-world.ts';
import { startTestApi } from './test-api.ts';
import { bufferSession, makeClipIfAsked } from './worker-side.ts';

const port = Number(process.argv[2] ?? 8099);
const liveKit = await startFakeLiveKit();
const server = await startTestApi({ liveKitUrl: liveKit.url });
const { db } = server.database;
await db.recorderNode.create({ data: { id: 'n', recorder: 'DIRECT', capacity: 1000, version: '0' } });
const world = await createMatrixWorld(server);
const { id: userId } = await db.user.findFirstOrThrow({ where: { name: 'sharer' } });
liveKit.shares.set(userId, { videoTrackId: 'TR_video', audioTrackId: 'TR_audio' });
let targets = await renew();
let isOver = false;
let turn: Promise<unknown> = Promise.resolve();

/** The worker's side and the renewal take turns: rows that vanish under a worker are not what is tried here. */
function inTurn<T>(job: () => Promise<T>): Promise<T> {
  const next = turn.then(() => job());
  turn = next.catch(() => undefined);
  return next;
}

/** Everything as good as new, with a buffer that can be captured. */
async function renew(): Promise<Targets> {
  // The quota is made anew, too: it would know nothing of clips that stayed.
  await db.replayClip.deleteMany({ where: { userId } });
  const fresh = await world.fresh();
  await bufferSession(server, fresh.sessionId, { bufferBytes: 1000n, bitrateBps: 1000 });
  return fresh;
}

async function areThere({ sessionId, clipId, captureId }: Targets): Promise<boolean> {
  const [sessions, clips, captures] = await Promise.all([
    db.egressSession.count({ where: { id: sessionId, status: 'active' } }),
    db.replayClip.count({ where: { id: clipId } }),
    db.capture.count({ where: { id: captureId } }),
  ]);
  return sessions + clips + captures === 3;
}

async function answerIds(response: ServerResponse): Promise<void> {
  await inTurn(async () => {
    if (!(await areThere(targets))) targets = await renew();
  });
  await db.userReplayQuota.updateMany({ where: { userId }, data: { quotaBytes: 1_000_000_000n } });
  const { sharer, instanceAdmin } = world.tokens;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ tokens: { sharer, instanceAdmin }, ids: { ...targets, userId } }));
}

async function answerRest(request: IncomingMessage, response: ServerResponse, body: Buffer<ArrayBuffer>): Promise<void> {
  const headers = new Headers(
    Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  const method = request.method ?? 'GET';
  // A Request cannot carry these; web servers refuse them too.
  if (/^(TRACE|TRACK|CONNECT)$/.test(method)) return void response.writeHead(405).end();
  const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD';
  const asked = new Request(`http://127.0.0.1:${port}${request.url ?? ''}`, { method, headers, body: hasBody ? body : null });
  const answer = await server.api.handleRest(asked);
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}

const http = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const answered = request.url === '/fuzzing' ? answerIds(response) : answerRest(request, response, Buffer.concat(chunks));
    answered.catch((error: unknown) => {
      server.failures.push(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
});
const serving = (async () => {
  while (!isOver) {
    // A capture that is cancelled or deleted under the worker's hands is no failure.
    const made = await inTurn(() => makeClipIfAsked(server)).catch(() => false);
    if (!made) await delay(20);
  }
})();
http.listen(port, '127.0.0.1', () => process.stdout.write('ready\n'));

const end = async (): Promise<void> => {
  isOver = true;
  http.closeAllConnections();
  http.close();
  await serving;
  await server.stop();
  await liveKit.close();
  if (server.failures.length === 0) return;
  console.error(server.failures);
  process.exitCode = 1;
};
process.once('SIGINT', () => void end());
process.once('SIGTERM', () => void end());
