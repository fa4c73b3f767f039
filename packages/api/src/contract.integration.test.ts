import { createHash } from 'node:crypto';
import { AccessToken } from 'livekit-server-sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { errorMap } from './error-map.ts';
import { describeExchanges, type Exchange } from './testing/api-transcript.ts';
import { type FakeLiveKit, startFakeLiveKit } from './testing/fake-livekit.ts';
import { startTestApi, TEST_ENV, type TestApi } from './testing/test-api.ts';
import { bufferSession, makeNextClip } from './testing/worker-side.ts';

let server: TestApi;
let liveKit: FakeLiveKit;
const exchanges: Exchange[] = [];

beforeAll(async () => {
  liveKit = await startFakeLiveKit();
  server = await startTestApi({ liveKitUrl: liveKit.url });
});
afterAll(async () => {
  await server.stop();
  await liveKit.close();
});

interface Asked {
  title?: string;
  words?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Asks, notes question and answer, and holds the status to the contract. */
async function ask(
  token: string | null,
  status: number,
  route: string,
  { title = '', words = '', body, headers = {} }: Asked = {},
): Promise<unknown> {
  const [method = '', path = ''] = route.split(' ');
  const response = await server.rest(token, method, path, body, headers);
  const answer: unknown = await response.json();
  expect([route, response.status, answer]).toMatchObject([route, status, {}]);
  exchanges.push({ title, words, method, path, headers, body, status, answer });
  return answer;
}

const idOf = (answer: unknown): string => z.object({ id: z.string() }).parse(answer).id;

/** What the one clip is like. */
const cut = {
  sizeBytes: 30_412_907,
  checksum: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  width: 1920,
  height: 1080,
};

test('the contract, from the first call to the last, is what docs/api.md says', async () => {
  const [admin, me] = await Promise.all([server.signIn('admin@demo.test'), server.signIn('moderator@demo.test')]);
  const { stageId: roomName, clipsId: channelId, communityId } = server.demo;
  const { id: userId } = await server.database.db.user.findUniqueOrThrow({ where: { email: 'moderator@demo.test' } });
  liveKit.shares.set(userId, { videoTrackId: 'TR_VSmGvTwfSnc7', audioTrackId: 'TR_AMq2nEwyXg9c' });
  await server.database.db.recorderNode.create({ data: { id: 'n', recorder: 'DIRECT', capacity: 10, version: '0' } });

  await ask(me, 200, 'GET /rooms', { title: 'GET /rooms', words: 'The calls you may join. `roomName` is what LiveKit calls the room.' });
  await ask(me, 200, 'POST /token', {
    title: 'POST /token',
    words: 'A LiveKit token for one call, good for joining within ten minutes.',
    body: { roomName },
  });
  const started = await ask(me, 201, 'POST /start', {
    title: 'POST /start',
    words:
      'Starts the rolling buffer of your own screen share. The tracks are found by the server; `videoTrackId` and `audioTrackId`, when given, must be your share there. `quality` is 720p, 1080p or 1440p. One buffer a person; the community sets how many run at once.',
    body: { roomName, communityId, quality: '1080p' },
  });
  const sessionId = idOf(started);
  expect(started).toMatchObject({ egressId: `DR_${sessionId}`, roomName, userId, communityId, quality: '1080p', recorder: 'direct' });
  expect(await ask(me, 400, 'POST /start', { words: 'A second one is refused.', body: { roomName } })).toEqual({
    code: 'SESSION_ALREADY_ACTIVE',
    message: 'User already has an active replay buffer',
  });
  await bufferSession(server, sessionId, { bufferBytes: 45_000_000n, bitrateBps: 4_000_000 });
  await ask(me, 200, `GET /status/${roomName}`, {
    title: 'GET /status/:roomName',
    words: 'The buffers that run in a call; `durationMinutes` is what is buffered.',
  });

  const words =
    'Makes a clip and answers when it is there. Exactly one of `durationMinutes` (1, 2, 5, 10), `durationSeconds` (5 to 3600) and `range` `{startAt, endAt}`. `pressedAt` is the instant of the press; `shareOption` is `library` (default) or `channel`, which needs `targetChannelId`. An `Idempotency-Key` makes a repeated request the same capture.';
  const [made] = await Promise.all([
    ask(me, 201, 'POST /capture', {
      title: 'POST /capture',
      words,
      body: { sessionId, durationMinutes: 1, shareOption: 'channel', targetChannelId: channelId, title: 'Goal' },
    }),
    makeNextClip(server, cut),
  ]);
  const { clipId } = z.object({ clipId: z.string(), fileId: z.string() }).parse(made);
  const accepted = await ask(me, 202, 'POST /capture', {
    words: 'With `Prefer: respond-async` it answers at once.',
    headers: { Prefer: 'respond-async', 'Idempotency-Key': 'press-42' },
    body: { sessionId, durationSeconds: 30 },
  });
  const { captureId } = z.object({ captureId: z.string() }).parse(accepted);
  await ask(me, 200, `GET /captures/${captureId}`, {
    title: 'GET /captures/:id',
    words: 'How far it is: queued, pinning, cutting, finishing, then done, failed or cancelled.',
  });
  await ask(me, 200, `DELETE /captures/${captureId}`, { title: 'DELETE /captures/:id', words: 'Cancels it; nothing is kept or charged.' });
  expect(
    await ask(me, 400, 'POST /capture', { words: 'Wrong input names the field.', body: { sessionId, durationMinutes: 3 } }),
  ).toMatchObject({
    code: 'INVALID_INPUT',
    details: { fields: [{ field: 'durationMinutes' }] },
  });

  await ask(me, 200, 'GET /my-clips?limit=20&offset=0', {
    title: 'GET /my-clips',
    words: 'Your clips, newest first: `limit` 1 to 100 (20), `offset`, `communityId`.',
  });
  await ask(me, 200, `GET /clips/${clipId}`, {
    title: 'GET /clips/:id',
    words:
      'Your own clip, or one shared in a channel you may read. Others than its owner get the H.264 + AAC rendition only, which holds nothing before the start of the clip; while `compatibleState` is `preparing`, its file answers 409 CLIP_NOT_READY.',
  });
  await ask(me, 200, `PATCH /clips/${clipId}`, { title: 'PATCH /clips/:id', body: { title: 'The goal' } });
  await ask(me, 200, `POST /clips/${clipId}/share`, {
    title: 'POST /clips/:id/share',
    words: 'Posts your clip in a text channel of its community; answers the message.',
    body: { channelId },
  });
  await ask(me, 200, `DELETE /clips/${clipId}`, {
    title: 'DELETE /clips/:id',
    words: 'Deletes it with all its files. Messages that carried it stay, without it.',
  });
  await ask(me, 200, `POST /stop/${sessionId}`, { title: 'POST /stop/:sessionId', words: 'Stops your buffer and deletes what it holds.' });

  const config = `/admin/community/${communityId}/config`;
  await ask(admin, 200, `GET ${config}`, { title: 'GET /admin/community/:id/config', words: 'For those with MANAGE_REPLAY_LIMITS.' });
  await ask(admin, 200, `PATCH ${config}`, {
    title: 'PATCH /admin/community/:id/config',
    words: 'What is left out stays. With `version` the change is refused (409) when somebody else was faster.',
    body: { maxConcurrent: 8, whoMayCapture: 'sharer', version: 1 },
  });
  await ask(admin, 200, `GET /admin/users/${userId}/quota`, {
    title: 'GET /admin/users/:id/quota',
    words: 'For instance admins. Bytes are integers.',
  });
  await ask(admin, 200, `PATCH /admin/users/${userId}/quota`, {
    title: 'PATCH /admin/users/:id/quota',
    body: { quotaBytes: 10_737_418_240 },
  });

  const webhook = { event: 'room_finished', room: { name: roomName }, id: 'EV_4XpMWhDy8xZq', createdAt: 1_795_248_060 };
  const signature = new AccessToken(TEST_ENV.LIVEKIT_API_KEY, TEST_ENV.LIVEKIT_API_SECRET, { ttl: '5m' });
  signature.sha256 = createHash('sha256').update(JSON.stringify(webhook)).digest('base64');
  await ask(null, 200, 'POST /webhook', {
    title: 'POST /webhook',
    words:
      'For LiveKit alone: put this address under `webhook.urls` of its configuration. The token is signed with the API secret and holds the SHA-256 of the body; anything else is refused with 401. Unknown events are ignored, and states are right within 15 s without any.',
    headers: { Authorization: await signature.toJwt() },
    body: webhook,
  });

  expect(server.failures).toEqual([]);
  const errors = Object.entries(errorMap).map(([code, { status }]) => `| ${status} | ${code} |`);
  const page = `${introduction}\n${describeExchanges(exchanges)}\n## Errors\n\nEvery error is \`{code, message, details?}\`. 401 carries WWW-Authenticate, 429 and 409 CLIP_NOT_READY carry Retry-After.\n\n| status | code |\n|---|---|\n${errors.join('\n')}\n`;
  await expect(page).toMatchFileSnapshot('../../../docs/api.md');
});

const introduction = `# REST API

Everything lies under \`/livekit-replay\`; the OpenAPI 3.1 document is at \`/livekit-replay/openapi.json\`, a browsable reference at \`/livekit-replay/reference\`. Requests carry \`Authorization: Bearer <token>\`, where the token is what signing in answers:

\`\`\`http
POST /api/auth/sign-in/email
Content-Type: application/json

{"email": "you@example.com", "password": "..."}
\`\`\`

The answer's \`set-auth-token\` header is the token; a cookie is not taken here. Start, stop, capture and share are limited per person and address (429 RATE_LIMITED with Retry-After).

Files are read at \`GET /file/:id\` (and HEAD), without the prefix, with the token or the cookie: Range is honoured, the ETag is the checksum, \`?download=1\` saves it under the clip's title. \`e2e/capture.spec.ts\` runs these:

\`\`\`http
GET /file/6f1f0f6e-0000-4000-8000-000000000008
Authorization: Bearer <token>
Range: bytes=0-1023
\`\`\`

206 with \`Content-Range: bytes 0-1023/30412907\`, \`Accept-Ranges: bytes\`, \`Content-Type: video/mp4\` and the bytes; 416 for a range outside of it, 401 without a token, 404 for files that are not yours to see.

The requests below are run by the test suite, and this page is written from their answers (with ids, instants and tokens made equal for every run): \`npx vitest run packages/api/src/contract -u\`.

## Routes
`;
